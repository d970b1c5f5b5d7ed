using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Redis;
using StackExchange.Redis;

namespace Orleans.Clustering.Redis;

/// <summary>The membership table as two hashes in Redis: rows with the table's version, and heartbeats. A write is one script, which
/// compares the version's tag. Tags are never used twice, so that a table that was lost and began anew matches no tag of its former
/// life.</summary>
internal sealed class RedisMembershipTable : IMembershipTable, IAsyncDisposable
{
    private const string VersionField = "Version";
    private const string FirstVersion = "0:0";

    private const string ReadScript = "return {redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[2])}";

    private const string WriteScript = """
        local version = redis.call('HGET', KEYS[1], 'Version')
        if not version then return 0 end
        if string.sub(version, string.find(version, ':') + 1) ~= ARGV[1] then return 0 end
        if redis.call('HEXISTS', KEYS[1], ARGV[3]) ~= tonumber(ARGV[6]) then return 0 end
        redis.call('HSET', KEYS[1], 'Version', ARGV[2], ARGV[3], ARGV[4])
        redis.call('HSET', KEYS[2], ARGV[3], ARGV[5])
        return 1
        """;

    private const string BeatScript = """
        if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
        redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
        if ARGV[3] ~= '' then
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            redis.call('PEXPIRE', KEYS[2], ARGV[3])
        end
        return 1
        """;

    private const string RemoveScript = """
        for i = 1, #ARGV, 2 do
            if redis.call('HGET', KEYS[1], ARGV[i]) == ARGV[i + 1] then
                redis.call('HDEL', KEYS[1], ARGV[i])
                redis.call('HDEL', KEYS[2], ARGV[i])
            end
        end
        return 1
        """;

    private readonly RedisClient _redis;
    private readonly string _rows;
    private readonly string _beats;
    private readonly string _expiry;

    public RedisMembershipTable(IOptions<RedisClusteringOptions> redis, IOptions<ClusterOptions> cluster, TimeProvider time)
    {
        ConfigurationOptions options =
            redis.Value.ConfigurationOptions
            ?? throw new OrleansConfigurationException(
                $"{nameof(RedisClusteringOptions)}.{nameof(RedisClusteringOptions.ConfigurationOptions)} is required."
            );
        _redis = new RedisClient(options, time);
        _rows = $"{cluster.Value.ServiceId}/members/{cluster.Value.ClusterId}";
        _beats = _rows + "/alive";
        _expiry = redis.Value.EntryExpiry is { } expiry ? ((long)expiry.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : "";
    }

    public async Task InitializeMembershipTable(bool tryInitTableVersion)
    {
        if (tryInitTableVersion)
            await _redis.ExecuteAsync("HSETNX", _rows, VersionField, FirstVersion);
        else
            await _redis.ExecuteAsync("PING");
    }

    public async Task DeleteMembershipTableEntries(string clusterId) => await _redis.ExecuteAsync("DEL", _rows, _beats);

    public async Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate)
    {
        (Dictionary<string, string>? rows, Dictionary<string, string>? beats) = await ReadHashesAsync();
        List<KeyValuePair<string, string>> old = rows.Where(r => r.Key != VersionField)
            .Where(r =>
            {
                MembershipEntry entry = MembershipRow.Deserialize(r.Value, beats.GetValueOrDefault(r.Key));
                return entry.Status == SiloStatus.Dead && entry.IAmAliveTime < beforeDate.UtcDateTime;
            })
            .ToList();
        if (old.Count > 0)
            await RunAsync(RemoveScript, [.. old.SelectMany(r => new[] { r.Key, r.Value })]);
    }

    public async Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        MembershipTableData all = await ReadAll();
        return all.TryGet(key) is { } row ? new MembershipTableData(row, all.Version) : new MembershipTableData(all.Version);
    }

    public async Task<MembershipTableData> ReadAll()
    {
        (Dictionary<string, string>? rows, Dictionary<string, string>? beats) = await ReadHashesAsync();
        TableVersion version = VersionOf(
            rows.GetValueOrDefault(VersionField)
                ?? throw new RedisClusteringException("The membership table has no version: it was deleted, has expired or was never made.")
        );
        return new MembershipTableData(
            [
                .. rows.Where(r => r.Key != VersionField)
                    .Select(r => Tuple.Create(MembershipRow.Deserialize(r.Value, beats.GetValueOrDefault(r.Key)), version.VersionEtag)),
            ],
            version
        );
    }

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => WriteAsync(entry, tableVersion, exists: false);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        etag == tableVersion.VersionEtag ? WriteAsync(entry, tableVersion, exists: true) : Task.FromResult(false);

    public async Task UpdateIAmAlive(MembershipEntry entry)
    {
        if (await RunAsync(BeatScript, entry.SiloAddress.ToParsableString(), Ticks(entry), _expiry) is not 1L)
            throw new RedisClusteringException($"The membership table has no row of {entry.SiloAddress}.");
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    private static string Ticks(MembershipEntry entry) => entry.IAmAliveTime.Ticks.ToString(CultureInfo.InvariantCulture);

    private static TableVersion VersionOf(string text)
    {
        int colon = text.IndexOf(':');
        return new TableVersion(int.Parse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture), text[(colon + 1)..]);
    }

    private static Dictionary<string, string> ToDictionary(object? flat)
    {
        object?[] items = (object?[])flat!;
        Dictionary<string, string> result = new();
        for (int i = 0; i < items.Length; i += 2)
            result[(string)items[i]!] = (string)items[i + 1]!;
        return result;
    }

    private async Task<bool> WriteAsync(MembershipEntry entry, TableVersion version, bool exists)
    {
        string next = string.Create(CultureInfo.InvariantCulture, $"{version.Version}:{Guid.NewGuid():N}");
        string row = MembershipRow.Serialize(entry);
        return await RunAsync(
            WriteScript,
            version.VersionEtag,
            next,
            entry.SiloAddress.ToParsableString(),
            row,
            Ticks(entry),
            exists ? "1" : "0"
        )
            is 1L;
    }

    private async Task<(Dictionary<string, string> Rows, Dictionary<string, string> Beats)> ReadHashesAsync()
    {
        object?[] both = (object?[])(await RunAsync(ReadScript))!;
        return (ToDictionary(both[0]), ToDictionary(both[1]));
    }

    private Task<object?> RunAsync(string script, params string[] arguments) =>
        _redis.ExecuteAsync(["EVAL", script, "2", _rows, _beats, .. arguments]);
}
