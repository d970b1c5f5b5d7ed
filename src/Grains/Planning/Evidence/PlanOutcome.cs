using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Query.Observing;
using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.Grains.Planning.Evidence;

/// <summary>What came of a query: the verdict on its plan, and the documents that answered.</summary>
internal static class PlanOutcome
{
    /// <summary>How much a verdict counts that nobody but the verifier gave; a person's counts 1.</summary>
    internal const double Weight = 0.5;

    // What a reader of a list looks at; the rest is there in case.
    private const int LookedAt = 5;
    private const string NoDocuments = "no_documents";

    /// <summary>
    /// 1 for an answer of which every sentence stands in its source, less for dropped or flagged ones, 0 for a refusal; null where there is
    /// no verdict: passages alone are not judged, nor what ran without a part of its plan.
    /// </summary>
    /// <param name="found">The passages.</param>
    /// <param name="answer">The answer; null for a search.</param>
    internal static double? Reward(FoundPassages found, Answer? answer)
    {
        if (answer is null || found.Degraded.Length > 0 || answer.Abstention?.Code == NoDocuments)
            return null;
        if (answer.Abstention is not null)
            return 0;
        int supported = answer.Sentences.Count(sentence => !sentence.IsUnsupported);
        return (double)supported / Math.Max(1, answer.Sentences.Length + answer.DroppedSentenceCount);
    }

    /// <summary>How long a plan's steps took by its longest path; a step that was not measured took no time.</summary>
    /// <param name="plan">The plan's number.</param>
    /// <param name="stages">The steps.</param>
    internal static double Seconds(int plan, StageTime[] stages)
    {
        double[] latencies = new double[RetrievalMenu.Default.Stages.Count];
        foreach (StageTime stage in stages)
        {
            if (EvidenceTranslation.StageNumber(stage.Stage) is { } number)
                latencies[number] = stage.Took.TotalSeconds;
        }

        return RetrievalMenu.Default.CriticalPath(plan, latencies);
    }

    /// <summary>The documents that it came from, each once.</summary>
    internal static CitedDocument[] Citations(FoundPassages found, Answer? answer)
    {
        IEnumerable<ChunkId> cited = answer is { Citations.Length: > 0 }
            ? answer.Citations.Select(citation => citation.ChunkId)
            : found.Passages.Take(LookedAt).Select(passage => passage.Chunk.Id);
        return [.. cited.DistinctBy(chunk => chunk.Document).Select(chunk => new CitedDocument(chunk.Document, chunk.Generation))];
    }

    /// <summary>The state of the collection that it was found in.</summary>
    internal static CollectionVersion Version(SearchFinding finding) =>
        new(
            finding.Positions is [var first, ..] ? first.Lineage : 0,
            finding.Settings.FirstShard,
            $"{finding.Settings.Model}@{finding.Settings.Revision}",
            finding.Positions is null ? [] : Array.ConvertAll(finding.Positions, position => position.Sequence)
        );
}
