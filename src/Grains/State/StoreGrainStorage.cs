using System.Globalization;
using Orleans.Storage;
using RagCluster.Storage;

namespace RagCluster.Grains.State;

/// <summary>
/// Grain state in the store that holds the documents, so that one backup has both. The ETag is the version of the value; a write or a
/// removal with another ETag than the stored one is refused, which ends the activation.
/// </summary>
/// <param name="name">The storage's name, for messages.</param>
/// <param name="values">The store.</param>
/// <param name="serializer">Turns states into bytes.</param>
internal sealed class StoreGrainStorage(string name, IKeyValueStore values, IGrainStorageSerializer serializer) : IGrainStorage
{
    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        VersionedValue? found = await values.ReadAsync(Scope(stateName, grainId), Key(grainId), CancellationToken.None);
        grainState.RecordExists = found is not null;
        grainState.ETag = found is null ? null : ETag(found.Version);
        grainState.State = found is null ? NewState<T>() : serializer.Deserialize<T>(new BinaryData(found.Value));
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ReadOnlyMemory<byte> bytes = serializer.Serialize(grainState.State).ToMemory();
        long? version = await values.WriteAsync(
            Scope(stateName, grainId),
            Key(grainId),
            bytes,
            Version(grainState.ETag),
            CancellationToken.None
        );
        grainState.ETag = ETag(version ?? throw await ConflictAsync(stateName, grainId, grainState.ETag));
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string scope = Scope(stateName, grainId);
        if (grainState.ETag is { } tag)
        {
            if (!await values.DeleteAsync(scope, Key(grainId), Version(tag), CancellationToken.None))
                throw await ConflictAsync(stateName, grainId, tag);
        }
        else if (await values.ReadAsync(scope, Key(grainId), CancellationToken.None) is not null)
        {
            throw await ConflictAsync(stateName, grainId, null);
        }

        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = NewState<T>();
    }

    private static string Scope(string stateName, GrainId grainId) => $"grain/{grainId.Type}/{stateName}";

    private static string Key(GrainId grainId) => grainId.Key.ToString() ?? "";

    private static string ETag(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static long? Version(string? tag) =>
        tag is null ? null
        : long.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out long version) ? version
        : throw new InconsistentStateException($"The ETag '{tag}' is none of this storage.");

    private static T NewState<T>() =>
        typeof(T).IsValueType || typeof(T).GetConstructor([]) is null ? default! : Activator.CreateInstance<T>();

    private async Task<InconsistentStateException> ConflictAsync(string stateName, GrainId grainId, string? tag)
    {
        VersionedValue? stored = await values.ReadAsync(Scope(stateName, grainId), Key(grainId), CancellationToken.None);
        return new InconsistentStateException(
            $"Storage {name}: another activation wrote the state '{stateName}' of {grainId}.",
            stored is null ? null : ETag(stored.Version),
            tag
        );
    }
}
