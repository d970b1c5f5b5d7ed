// The cluster as server-sent events. EventSource connects anew by itself, except after an answer that is no stream.

const again = 2000;

export function watchCluster(onCluster, onState) {
  const source = new EventSource("/api/v1/cluster/events");
  source.addEventListener("open", () => onState("live"));
  source.addEventListener("cluster", (event) => onCluster(JSON.parse(event.data)));
  source.addEventListener("problem", (event) => onState("problem", JSON.parse(event.data).detail));
  source.addEventListener("error", () => {
    onState("lost");
    if (source.readyState === EventSource.CLOSED) setTimeout(() => watchCluster(onCluster, onState), again);
  });
}
