namespace RagCluster.Storage.Postgres.Connections;

/// <summary>What a replica answered.</summary>
/// <param name="Value">The query's result.</param>
internal sealed record ReplicaAnswer<T>(T Value);
