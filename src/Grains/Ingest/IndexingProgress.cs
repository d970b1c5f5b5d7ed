using RagCluster.Corpus.Jobs;

namespace RagCluster.Grains.Ingest;

/// <summary>How far the last attempt to index a document came. It outlives the attempt, which holds the whole document.</summary>
internal sealed class IndexingProgress
{
    private long _generation;
    private IndexingRun? _run;
    private JobStep[] _steps = [];

    /// <summary>The steps of an attempt to index a version; empty when the last attempt was none of that version.</summary>
    internal JobStep[] Steps(long generation) => generation == _generation ? _run?.Steps ?? _steps : [];

    /// <summary>Makes an attempt and follows it.</summary>
    /// <param name="generation">The version.</param>
    /// <param name="run">The attempt; what it throws is thrown.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task FollowAsync(long generation, IndexingRun run, CancellationToken cancellationToken)
    {
        (_generation, _run) = (generation, run);
        try
        {
            await run.RunAsync(cancellationToken);
        }
        finally
        {
            (_run, _steps) = (null, run.Steps);
        }
    }
}
