using System.Globalization;
using System.Text.Json;

namespace Orleans.Clustering.Redis;

/// <summary>A silo's row as it is stored.</summary>
internal sealed record MembershipRow
{
    public required string Silo { get; init; }

    public required SiloStatus Status { get; init; }

    public int StatusVersion { get; init; }

    public int ProxyPort { get; init; }

    public string? HostName { get; init; }

    public string? SiloName { get; init; }

    public DateTime StartTime { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public IReadOnlyList<Vote>? Votes { get; init; }

    public static string Serialize(MembershipEntry entry) =>
        JsonSerializer.Serialize(
            new MembershipRow
            {
                Silo = entry.SiloAddress.ToParsableString(),
                Status = entry.Status,
                StatusVersion = entry.StatusVersion,
                ProxyPort = entry.ProxyPort,
                HostName = entry.HostName,
                SiloName = entry.SiloName,
                StartTime = entry.StartTime,
                Metadata = entry.Metadata,
                Votes = entry.SuspectTimes?.ConvertAll(v => new Vote(v.Item1.ToParsableString(), v.Item2)),
            }
        );

    /// <param name="json">The row.</param>
    /// <param name="alive">The heartbeat, in ticks of the UTC clock; null when there was none.</param>
    public static MembershipEntry Deserialize(string json, string? alive)
    {
        MembershipRow row = JsonSerializer.Deserialize<MembershipRow>(json) ?? throw new RedisClusteringException($"Not a row: '{json}'.");
        return new MembershipEntry
        {
            SiloAddress = SiloAddress.FromParsableString(row.Silo),
            Status = row.Status,
            StatusVersion = row.StatusVersion,
            ProxyPort = row.ProxyPort,
            HostName = row.HostName ?? "",
            SiloName = row.SiloName ?? "",
            StartTime = row.StartTime,
            IAmAliveTime = alive is null ? row.StartTime : new DateTime(long.Parse(alive, CultureInfo.InvariantCulture), DateTimeKind.Utc),
            Metadata = row.Metadata,
            SuspectTimes = row.Votes?.Select(v => Tuple.Create(SiloAddress.FromParsableString(v.Silo), v.Time)).ToList(),
        };
    }

    /// <summary>A vote for a silo's death.</summary>
    internal sealed record Vote(string Silo, DateTime Time);
}
