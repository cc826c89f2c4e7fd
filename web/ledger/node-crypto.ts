export const hash = () => "";
