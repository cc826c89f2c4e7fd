import { useParams } from "wouter";
import { useReadTagged } from "../api/hooks.ts";
import { Heading } from "../shell/heading.tsx";
import { RecordPage } from "../shell/record-page.tsx";
import { usePutWave } from "./builder-changes.ts";
import { getWave } from "./routes.ts";
import { WaveForm } from "./wave-form.tsx";

export default function PlanWavePage() {
  const { waveId } = useParams<{ waveId: string }>();
  const reading = useReadTagged(getWave, { params: { waveId } });
  const put = usePutWave();
  const above = { title: "Wave", href: `/builders/waves/${waveId}` };
  return (
    <RecordPage of="wave" above={above} reading={reading}>
      {({ body: wave, etag }) => (
        <>
          <Heading title={`Plan ${wave.title ?? wave.wave_id}`} above={above} />
          {/* It begins anew when a colleague planned the wave meanwhile: that is seen before it is written over. */}
          <WaveForm key={etag} put={put} before={wave} etag={etag} />
        </>
      )}
    </RecordPage>
  );
}
