using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Grains.Interfaces.QueryLogs;

namespace RagCluster.Grains.QueryLogs;

/// <summary>A block of a month's query log, one value of the store.</summary>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Counts">How many queries of the month ended how, up to this block's end.</param>
/// <param name="Entries">The queries; null stands where one was erased, so that the others keep their numbers.</param>
internal sealed record QueryLogBlock(int Number, QueryCounts Counts, LoggedQuery?[] Entries)
{
    /// <summary>Each addition writes its block anew: what that costs is bounded by this.</summary>
    internal const int EntriesMax = IQueryLogGrain.GroupMax;

    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<QueryEnding>() },
    };

    /// <summary>The number of an entry within the month, from 1.</summary>
    /// <param name="index">Its index in the block.</param>
    internal long SequenceOf(int index) => ((Number - 1L) * EntriesMax) + index + 1;

    /// <summary>The block in which an entry is.</summary>
    /// <param name="sequence">Its number within the month, from 1.</param>
    internal static int NumberOf(long sequence) => (int)((sequence - 1) / EntriesMax) + 1;

    /// <summary>
    /// The block with further queries, or the one after it where they have no place: queries that are added together stay together, so
    /// that it can be seen in one block whether they were.
    /// </summary>
    internal QueryLogBlock With(LoggedQuery[] queries)
    {
        QueryCounts counts = queries.Aggregate(Counts, (sum, query) => sum.And(query.Ending));
        return Entries.Length + queries.Length <= EntriesMax
            ? this with
            {
                Counts = counts,
                Entries = [.. Entries, .. queries],
            }
            : new QueryLogBlock(Number + 1, counts, queries);
    }

    /// <summary>The block without what somebody asked.</summary>
    internal QueryLogBlock Without(string subject) =>
        this with
        {
            Entries = [.. Entries.Select(entry => entry?.Subject == subject ? null : entry)],
        };

    /// <summary>Its bytes in the store.</summary>
    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>A block of the store.</summary>
    internal static QueryLogBlock Read(byte[] bytes) => JsonSerializer.Deserialize<QueryLogBlock>(bytes, Json)!;
}
