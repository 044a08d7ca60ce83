/**
 * Holds every list of a world against the model of the merge contract: each command as it is given, and what is shown in
 * the end. What a device has seen is read from its document: an act was seen if all that its update wrote and deleted is there.
 */
import { openList } from '@tote/list';
import {
  countPairs,
  createActor,
  createModel,
  differences,
  isEdit,
  doOnBoth,
  includes,
  has,
  NO_ACTS,
  Undecided,
  type ActSet,
  type ModelActor,
  type RandomCommand,
} from '@tote/list/model';
import { give, showToteList, weightsOf, type ActWeights } from './acts.ts';
import { contentsOf, holdingsOf, isHeldBy, writeTheSame, type Contents } from './contents.ts';
import type { OpenShownList } from './shown-list.ts';

/** What became of the comparison with the model. */
export type ContractOutcome =
  /** Every command and every replica was compared. */
  | 'kept'
  /** It came to what the rules leave open. */
  | 'undecided'
  /** Acts were lost that others had seen, which the model does not know: without its cause an act means nothing in particular. */
  | 'torn';

/** The contract of one world. */
export interface Contract {
  /** Opens lists whose every command is also given to the model. */
  readonly openList: OpenShownList;
  readonly outcome: ContractOutcome;
  /** How often each rule's concurrent pair was really produced, until the comparison ended. */
  pairs(): Readonly<Record<string, number>>;
}

interface Written {
  readonly author: ModelActor;
  readonly acts: ActSet;
  readonly contents: Contents;
}

/** Creates the contract of a world in which nothing has happened; `carried` hears that an edit by this version carried what only a later one knows. */
export const createContract = (weights: ActWeights, carried: () => void = () => undefined): Contract => {
  const model = createModel();
  const actors: ModelActor[] = [];
  let written: readonly Written[] = [];
  const broken: string[] = [];
  let outcome: ContractOutcome = 'kept';
  const later = new Set<object>();

  /** A document loses nothing while it is open, so only what it did not have is looked for. */
  const lookWhatIsSeen = (actor: ModelActor): void => {
    const held = holdingsOf(actor.doc);
    const news = written.filter(({ acts, contents }) => !includes(actor.seen, acts) && isHeldBy(held, contents));
    for (const { acts } of news) actor.seen |= acts;
    const isWhole = model.acts.every(
      ({ number, seen }) => !news.some(({ acts }) => has(acts, number)) || includes(actor.seen, seen),
    );
    if (!isWhole && outcome === 'kept') outcome = 'torn';
  };

  /**
   * A device that lost its last acts before they left it writes under their ids again (S16). Nobody can see the lost ones any
   * more; that anybody but their author ever did would be two truths under one id.
   */
  const write = (done: Written): void => {
    const lost = written.filter(({ contents }) => writeTheSame(contents, done.contents));
    for (const { author, acts } of lost)
      if (actors.some((actor) => actor !== author && (actor.seen & acts) !== NO_ACTS))
        broken.push('acts that others had seen were written over under their own ids');
    written = [...written.filter((one) => !lost.includes(one)), done];
  };

  const carriesLaterField = (acts: ActSet): boolean =>
    model.acts.some(
      (act) =>
        has(acts, act.number) &&
        isEdit(act) &&
        model.actsOn(act.item ?? '', act.info).some(({ deed }) => deed.kind === 'field' && deed.field === 'later'),
    );

  const isOver = (): boolean => outcome !== 'kept' || broken.length > 0;

  const giveBoth = (actor: ModelActor, command: RandomCommand): void => {
    if (!isOver()) lookWhatIsSeen(actor);
    if (isOver()) return give(actor.list, command);
    try {
      const done = doOnBoth(model, actor, command);
      if (done && !later.has(actor) && carriesLaterField(done.acts)) carried();
      if (done) write({ author: actor, acts: done.acts, contents: contentsOf(done.bytes) });
    } catch (error) {
      if (error instanceof Undecided) outcome = 'undecided';
      else broken.push(`${JSON.stringify(command)}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };

  return {
    get outcome() {
      return outcome;
    },
    pairs: () => {
      const counts = new Map<string, number>();
      countPairs(model, counts);
      return Object.fromEntries(counts);
    },
    openList: (doc, deps) => {
      const list = openList(doc, deps);
      const actor = createActor({ device: deps.device, aisleOf: () => undefined }, doc, list);
      actors.push(actor);
      if (deps.isLater) later.add(actor);
      return {
        ...showToteList(list, weightsOf(weights, deps.isLater), (_, command) => giveBoth(actor, command)),
        againstContract: () => {
          if (!isOver()) lookWhatIsSeen(actor);
          if (isOver()) return broken;
          return differences(model, actor.seen, list);
        },
      };
    },
  };
};
