using RagCluster.Backup.Asking;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Backup.Tests.Asking;

/// <summary>A server in memory: the question's document comes first, others after it; tests make it err.</summary>
internal sealed class AskedDouble : IAskedServer
{
    private const long BackedUpTo = 7;
    private static readonly DateTimeOffset Created = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The collection's state in the backup.</summary>
    internal static AskedState BackedUp { get; } = State(BackedUpTo);

    /// <summary>What becomes of each hit; null takes it away.</summary>
    internal Func<AskedHit, AskedWay, AskedHit?> Change { get; init; } = (hit, _) => hit;

    /// <summary>Whether lists of readers are looked at.</summary>
    internal bool KeepsReaders { get; init; } = true;

    /// <summary>Hits of other documents that come before the question's, with a score.</summary>
    internal (int Count, double Score) Before { get; init; }

    /// <summary>How often it says that it can't answer yet.</summary>
    internal int NotYet { get; set; }

    /// <summary>Where the log of its one shard ends; null for no such collection.</summary>
    internal long? LogEnd { get; set; } = BackedUpTo;

    /// <summary>What is added to the log by every search.</summary>
    internal long WrittenBySearch { get; init; }

    public Task<IReadOnlyList<AskedHit>> SearchAsync(TrialQuestion question, AskedWay way, CancellationToken cancellationToken)
    {
        if (NotYet-- > 0)
            throw new RagException(ErrorKind.Unavailable, "shards-unavailable", "The shard 0 is being read.");
        LogEnd += WrittenBySearch;
        Document document = question.Document;
        List<AskedHit> hits = [];
        if (!way.Alone)
            hits.AddRange(Enumerable.Range(0, Before.Count).Select(i => Hit(question, $"before{i}", Before.Score)));
        if (!KeepsReaders || way.View?.Sees(document.Acl) != false)
            hits.Add(Hit(question, document.Id.Value, 2));
        if (!way.Alone)
            hits.Add(Hit(question, "after", 1));
        return Task.FromResult<IReadOnlyList<AskedHit>>([.. hits.Select(hit => Change(hit, way)).OfType<AskedHit>().Take(AskedWay.TopK)]);
    }

    public Task<AskedState?> StateAsync(CollectionId collection, CancellationToken cancellationToken) =>
        Task.FromResult(LogEnd is { } end ? State(end) : null);

    private static AskedState State(long end) => new(Created, "tiny", new Dictionary<int, long> { [0] = end });

    private static AskedHit Hit(TrialQuestion question, string document, double score)
    {
        Dictionary<string, MetadataValue> metadata = new(question.Document.Metadata);
        return new AskedHit(document, $"{document}-1-0", 0, question.Text.Length, question.Text, metadata, score, 0.5, score);
    }
}
