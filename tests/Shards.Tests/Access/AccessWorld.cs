using RagCluster.Corpus.Access;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Lexical.Bm25;

namespace RagCluster.Shards.Tests.Access;

/// <summary>
/// A random collection of documents with lists, users with groups, and its history: documents are replaced, deleted and get other lists. A
/// simple model says who may see what.
/// </summary>
internal sealed class AccessWorld
{
    private const int DocumentsMax = 40;
    private const int GroupCount = 5;

    private readonly Random _random;
    private readonly Dictionary<DocumentId, ShardLogRecord> _latest = [];
    private readonly List<ShardLogRecord> _log = [];

    internal AccessWorld(int seed)
    {
        _random = new Random(seed);
        Users =
        [
            .. Enumerable.Range(0, 6).Select(user => new AccessUser($"u{user}", [.. Groups()])),
            // In no group, and in five hundred.
            new AccessUser("alone", []),
            new AccessUser("many", [.. Enumerable.Range(0, 500).Select(group => $"g{group}")]),
        ];
        int documents = _random.Next(1, DocumentsMax + 1);
        int changes = documents + _random.Next(documents);
        for (int i = 0; i < changes; i++)
            Change(documents);
    }

    internal AccessUser[] Users { get; }

    /// <summary>Some shards that hold everything.</summary>
    internal Shard[] Whole(int count) => Divide(_log, count);

    /// <summary>Some shards that never held what a user does not see.</summary>
    internal Shard[] Bare(AccessUser user, int count) =>
        Divide([.. _latest.Values.OrderBy(record => record.Sequence).Where(record => MaySee(user, record))], count);

    /// <summary>Who may see a document, said a second time and as simply as it can be.</summary>
    internal bool MaySee(AccessUser user, DocumentId document) =>
        _latest.TryGetValue(document, out ShardLogRecord? record) && MaySee(user, record);

    /// <summary>A query of the world's words.</summary>
    internal static ShardQuery Query(Random random, AccessUser user) =>
        new()
        {
            Text = Records.Words(random, 4),
            Vector = Records.Vector(random),
            Limit = random.Next(1, 15),
            Exact = random.Next(2) == 0,
            View = user.View,
        };

    /// <summary>What shards answer under the statistics of all.</summary>
    internal static ShardSearchResult Search(Shard[] shards, ShardQuery query)
    {
        TermStatistics? statistics =
            shards.Length == 1 ? null : TermStatistics.Sum(shards.Select(shard => shard.Searcher().GetStatistics(query.Text, query.View)));
        return ShardSearchResult.Merge(
            [.. shards.Select(shard => shard.Searcher().Search(query with { Statistics = statistics }, CancellationToken.None))],
            query.Limit
        );
    }

    private static bool MaySee(AccessUser user, ShardLogRecord record)
    {
        if (record.IsDeletion)
            return false;
        if (DocumentAcl.Of(record.Metadata) is not { } acl)
            return true;
        HashSet<string> names = [$"user:{user.Name}", .. user.Groups.Select(group => $"group:{group}")];
        return !acl.Deny.Any(names.Contains) && (acl.Allow.Contains("public") || acl.Allow.Any(names.Contains));
    }

    private static Shard[] Divide(IReadOnlyList<ShardLogRecord> log, int count)
    {
        Shard[] shards = [.. Enumerable.Range(0, count).Select(_ => new Shard(new ShardOptions(Records.Dimensions)))];
        foreach (IGrouping<int, ShardLogRecord> part in log.GroupBy(record => record.Document.Value.Sum(c => c) % count))
            shards[part.Key].Apply([.. part.Select((record, i) => record with { Sequence = i + 1 })]);
        return shards;
    }

    private void Change(int documents)
    {
        long sequence = _log.Count + 1;
        ShardLogRecord next = Records.Random(_random, sequence, documents);
        // One in four changes the list of a document alone, as when a right is revoked.
        if (_random.Next(4) == 0 && _latest.TryGetValue(next.Document, out ShardLogRecord? present) && !present.IsDeletion)
            next = present with { Sequence = sequence };
        if (!next.IsDeletion)
            next = next with { Metadata = DocumentAcl.Put(next.Metadata, Acl()) };
        _latest[next.Document] = next;
        _log.Add(next);
    }

    private DocumentAcl? Acl() =>
        _random.Next(4) == 0 ? null : DocumentAcl.Checked([.. Names(_random.Next(4), "public")], [.. Names(_random.Next(2), null)], "acl");

    private IEnumerable<string> Names(int count, string? other)
    {
        for (int i = 0; i < count; i++)
        {
            yield return _random.Next(5) switch
            {
                0 when other is not null => other,
                0 or 1 or 2 => $"user:u{_random.Next(6)}",
                _ => $"group:g{_random.Next(GroupCount)}",
            };
        }
    }

    private IEnumerable<string> Groups() => Enumerable.Range(0, _random.Next(4)).Select(_ => $"g{_random.Next(GroupCount)}").Distinct();
}
