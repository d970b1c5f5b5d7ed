namespace RagCluster.Storage.Relational.Writing;

/// <summary>The limits of a queue of writes.</summary>
/// <param name="QueueCountMax">Writes that may wait.</param>
/// <param name="QueueBytesMax">Bytes that may wait.</param>
/// <param name="GroupCountMax">Writes in one commit.</param>
/// <param name="GroupBytesMax">Bytes in one commit.</param>
internal sealed record WriteLimits(int QueueCountMax, long QueueBytesMax, int GroupCountMax, long GroupBytesMax);
