using Microsoft.Extensions.Logging;
using RagCluster.Grains.Topology;
using RagCluster.Storage;

namespace RagCluster.Grains.Shards;

/// <summary>What the replicas of this silo share.</summary>
/// <param name="Store">Has the logs.</param>
/// <param name="Files">Opens the shards' files.</param>
/// <param name="Local">Knows the replicas that can be read.</param>
/// <param name="Contact">Knows whether writers can wait for this silo.</param>
/// <param name="Faults">Knows those that can't.</param>
/// <param name="Reads">Bounds how many are read at once.</param>
/// <param name="Grains">Reaches the collections.</param>
/// <param name="Time">The clock of waits.</param>
/// <param name="Log">Says what becomes of each.</param>
internal sealed record ReplicaParts(
    IDocumentStore Store,
    ShardFiles Files,
    LocalReplicas Local,
    PeerContact Contact,
    ReplicaFaults Faults,
    ReadPlaces Reads,
    IGrainFactory Grains,
    TimeProvider Time,
    ILogger<ReplicaLifecycle> Log
);
