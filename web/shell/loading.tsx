import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";

/** Stands where lines of text will stand, so that nothing jumps when they come. */
export const Loading = ({ lines = 6 }: { lines?: number }) => (
  <Stack gap="sm" role="status">
    <VisuallyHidden>Loading</VisuallyHidden>
    {Array.from({ length: lines }, (_, line) => (
      <Skeleton key={line} height={20} width={`${92 - ((line * 17) % 40)}%`} />
    ))}
  </Stack>
);
