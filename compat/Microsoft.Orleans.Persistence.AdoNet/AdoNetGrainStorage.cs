using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;

namespace Orleans.Storage;

/// <summary>Keeps states in PostgreSQL; the ETag is the row's version.</summary>
internal sealed class AdoNetGrainStorage : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable
{
    private readonly string _name;
    private readonly AdoNetGrainStorageOptions _options;
    private readonly IGrainStorageSerializer _serializer;
    private readonly NpgsqlDataSource _source;
    private readonly OrleansStorageTable _table;

    internal AdoNetGrainStorage(
        string name,
        AdoNetGrainStorageOptions options,
        IGrainStorageSerializer serializer,
        IOptions<ClusterOptions> cluster
    )
    {
        if (options.Invariant != "Npgsql")
            throw new NotSupportedException($"AdoNetGrainStorageOptions.Invariant '{options.Invariant}' of storage {name}: only Npgsql.");
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            throw new OrleansConfigurationException(
                $"Invalid AdoNetGrainStorageOptions values for AdoNetGrainStorage \"{name}\". ConnectionString is required."
            );
        _name = name;
        _options = options;
        _serializer = serializer;
        _source = NpgsqlDataSource.Create(options.ConnectionString);
        _table = new OrleansStorageTable(_source, cluster.Value.ServiceId);
    }

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe($"{nameof(AdoNetGrainStorage)}-{_name}", _options.InitStage, _table.CreateAsync, _ => Task.CompletedTask);

    public async Task ReadStateAsync<T>(string grainType, GrainId grainReference, IGrainState<T> grainState)
    {
        (byte[]? Payload, int? Version)? row = await _table.ReadAsync(grainType, AdoGrainKey.Of(grainReference), CancellationToken.None);
        grainState.ETag = ETag(row?.Version);
        grainState.RecordExists = row?.Payload is not null;
        T? state = row?.Payload is { } payload ? _serializer.Deserialize<T>(new BinaryData(payload)) : default;
        grainState.State = state is null ? NewState<T>() : state;
    }

    public async Task WriteStateAsync<T>(string grainType, GrainId grainReference, IGrainState<T> grainState)
    {
        AdoGrainKey key = AdoGrainKey.Of(grainReference);
        byte[] payload = _serializer.Serialize(grainState.State).ToArray();
        int? version = Version(grainState.ETag) is { } expected
            ? await _table.UpdateAsync(grainType, key, payload, expected, CancellationToken.None)
            : await _table.InsertAsync(grainType, key, payload, CancellationToken.None);
        grainState.ETag = ETag(version) ?? throw Conflict("WriteState", grainType, grainReference, grainState.ETag);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string grainType, GrainId grainReference, IGrainState<T> grainState)
    {
        if (!grainState.RecordExists && string.IsNullOrWhiteSpace(grainState.ETag))
        {
            await ReadStateAsync(grainType, grainReference, grainState);
            if (!grainState.RecordExists)
                return;
        }

        int? version = Version(grainState.ETag) is { } expected
            ? await _table.ClearAsync(
                grainType,
                AdoGrainKey.Of(grainReference),
                expected,
                _options.DeleteStateOnClear,
                CancellationToken.None
            )
            : null;
        if (version is null)
            throw Conflict("ClearState", grainType, grainReference, grainState.ETag);
        grainState.ETag = _options.DeleteStateOnClear ? null : ETag(version);
        grainState.RecordExists = false;
        grainState.State = NewState<T>();
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static string? ETag(int? version) => version?.ToString(CultureInfo.InvariantCulture);

    private static int? Version(string? eTag) => string.IsNullOrWhiteSpace(eTag) ? null : int.Parse(eTag, CultureInfo.InvariantCulture);

    private static T? NewState<T>() =>
        typeof(T).IsValueType || typeof(T).GetConstructor([]) is null ? default : Activator.CreateInstance<T>();

    private InconsistentStateException Conflict(string operation, string grainType, GrainId grain, string? eTag) =>
        new($"Version conflict ({operation}): ProviderName={_name} GrainType={grainType} GrainId={grain} ETag={eTag}.");
}
