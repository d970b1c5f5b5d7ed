using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Redis;

namespace Orleans.GrainDirectory.Redis;

/// <summary>The directory as one key per grain in Redis. Registration is one script, which compares the activation that it replaces.</summary>
public sealed class RedisGrainDirectory : IGrainDirectory, IAsyncDisposable
{
    private const string RegisterScript = """
        local current = redis.call('GET', KEYS[1])
        if current and cjson.decode(current).ActivationId ~= ARGV[2] then return current end
        if ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[1]) else redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3]) end
        return false
        """;

    private const string UnregisterScript = """
        local current = redis.call('GET', KEYS[1])
        if current and cjson.decode(current).ActivationId == ARGV[1] then return redis.call('DEL', KEYS[1]) end
        return 0
        """;

    private readonly RedisClient _redis;
    private readonly string _prefix;
    private readonly string _expiry;

    public RedisGrainDirectory(RedisGrainDirectoryOptions directoryOptions, IOptions<ClusterOptions> clusterOptions)
    {
        ArgumentNullException.ThrowIfNull(directoryOptions);
        ArgumentNullException.ThrowIfNull(clusterOptions);
        var options =
            directoryOptions.ConfigurationOptions
            ?? throw new OrleansConfigurationException(
                $"{nameof(RedisGrainDirectoryOptions)}.{nameof(RedisGrainDirectoryOptions.ConfigurationOptions)} is required."
            );
        _redis = new RedisClient(options, TimeProvider.System);
        _prefix = $"{clusterOptions.Value.ClusterId}/directory/";
        _expiry = directoryOptions.EntryExpiry is { } expiry ? ((long)expiry.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : "";
    }

    public Task<GrainAddress?> Register(GrainAddress address) => Register(address, null);

    public async Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress)
    {
        ArgumentNullException.ThrowIfNull(address);
        var known = await RunAsync(
            RegisterScript,
            address.GrainId,
            Serialize(address),
            previousAddress?.ActivationId.ToParsableString() ?? "",
            _expiry
        );
        return known is string json ? Deserialize(json) : address;
    }

    public Task Unregister(GrainAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return RunAsync(UnregisterScript, address.GrainId, address.ActivationId.ToParsableString());
    }

    public async Task<GrainAddress?> Lookup(GrainId grainId) =>
        await _redis.ExecuteAsync("GET", _prefix + grainId) is string json ? Deserialize(json) : null;

    /// <summary>Does nothing: entries of dead silos are replaced when somebody asks for the grain.</summary>
    public Task UnregisterSilos(List<SiloAddress> siloAddresses) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    private static string Serialize(GrainAddress address) =>
        JsonSerializer.Serialize(
            new Entry(address.GrainId.ToString(), address.ActivationId.ToParsableString(), address.SiloAddress!.ToParsableString())
        );

    private static GrainAddress Deserialize(string json)
    {
        var entry = JsonSerializer.Deserialize<Entry>(json) ?? throw new OrleansException($"Not a directory entry: '{json}'.");
        return new GrainAddress
        {
            GrainId = GrainId.Parse(entry.GrainId),
            ActivationId = ActivationId.FromParsableString(entry.ActivationId),
            SiloAddress = SiloAddress.FromParsableString(entry.SiloAddress),
        };
    }

    private Task<object?> RunAsync(string script, GrainId grain, params string[] arguments) =>
        _redis.ExecuteAsync(["EVAL", script, "1", _prefix + grain, .. arguments]);

    private sealed record Entry(string GrainId, string ActivationId, string SiloAddress);
}
