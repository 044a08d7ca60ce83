/**
 * Makes a field show `shown`, and be taken over when it is left. While somebody types in it, what others change does not touch
 * it; once it is taken over, it shows what became of that. `shown` is undefined once there is nothing to write into: what was
 * deleted takes its field away, and browsers tell that field, too, that it is left.
 */
export const typedIn =
  (shown: () => string | undefined, take: (typed: string) => void) =>
  (field: HTMLInputElement): (() => void) => {
    let isTyped = false;
    $effect(() => {
      const text = shown();
      if (!isTyped) field.value = text ?? '';
    });
    const typed = () => {
      isTyped = true;
    };
    const left = ({ type }: Event) => {
      if (shown() === undefined) return;
      if (type === 'change') take(field.value);
      isTyped = false;
      field.value = shown() ?? '';
    };
    field.addEventListener('input', typed);
    field.addEventListener('change', left);
    field.addEventListener('blur', left);
    return () => {
      field.removeEventListener('input', typed);
      field.removeEventListener('change', left);
      field.removeEventListener('blur', left);
    };
  };
