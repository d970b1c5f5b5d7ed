using System.Collections.Concurrent;

namespace Orleans.Storage;

/// <summary>Keeps states in the silo's memory, as bytes, with an ETag per write. As officially, all storages in memory share one store: two
/// states of one grain need two state names, whatever their storages are called.</summary>
internal sealed class MemoryGrainStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), MemoryRecord> _records;
    private readonly IGrainStorageSerializer _serializer;
    private readonly string _name;

    internal MemoryGrainStorage(string name, IGrainStorageSerializer serializer, MemoryRecords records)
    {
        _records = records.All;
        _name = name;
        _serializer = serializer;
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        bool found = _records.TryGetValue((stateName, grainId), out MemoryRecord? record);
        grainState.RecordExists = found;
        grainState.ETag = record?.ETag;
        grainState.State = found ? _serializer.Deserialize<T>(record!.Content) : NewState<T>();
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        MemoryRecord next = new(_serializer.Serialize(grainState.State), Guid.NewGuid().ToString("N"));
        _records.AddOrUpdate(
            (stateName, grainId),
            static (_, to) => to.grainState.ETag is null ? to.next : throw to.self.Conflict(null, to.grainState.ETag),
            static (_, current, to) =>
                current.ETag == to.grainState.ETag ? to.next : throw to.self.Conflict(current.ETag, to.grainState.ETag),
            (self: this, next, grainState)
        );
        grainState.ETag = next.ETag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        (string stateName, GrainId grainId) key = (stateName, grainId);
        if (
            _records.TryGetValue(key, out MemoryRecord? current)
            && (current.ETag != grainState.ETag || !_records.TryRemove(new(key, current)))
        )
            throw Conflict(current.ETag, grainState.ETag);
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = NewState<T>();
        return Task.CompletedTask;
    }

    private static T? NewState<T>() =>
        typeof(T).IsValueType || typeof(T).GetConstructor([]) is null ? default : Activator.CreateInstance<T>();

    private InconsistentStateException Conflict(string? stored, string? current) =>
        new($"Storage {_name}: the ETag that was read is not the one that is stored.", stored, current);
}
