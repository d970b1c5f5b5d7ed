using System.Collections.Concurrent;

namespace Orleans.Storage;

/// <summary>What the storages in memory of one silo share.</summary>
internal sealed class MemoryRecords
{
    public ConcurrentDictionary<(string State, GrainId Grain), MemoryRecord> All { get; } = new();
}
