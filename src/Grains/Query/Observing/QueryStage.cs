using System.Diagnostics;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Telemetry;

namespace RagCluster.Grains.Query.Observing;

/// <summary>
/// One named step of a query: a span of the trace, and those who watch the query hear of its time when it is disposed of.
/// </summary>
internal readonly struct QueryStage : IDisposable
{
    /// <summary>The whole search of one wording.</summary>
    internal const string Total = "total";

    /// <summary>The query is embedded.</summary>
    internal const string Embed = "embed";

    /// <summary>The shards are asked, with the round for the term statistics.</summary>
    internal const string Shards = "shards";

    /// <summary>The term statistics are summed up.</summary>
    internal const string Statistics = "statistics";

    /// <summary>The legs become one list.</summary>
    internal const string Fuse = "fuse";

    /// <summary>A model orders the best anew.</summary>
    internal const string Rerank = "rerank";

    private readonly string _name;
    private readonly QueryWatches _watches;
    private readonly long _began;
    private readonly Activity? _span;

    private QueryStage(string name, QueryWatches watches, Activity? span)
    {
        _name = name;
        _watches = watches;
        _span = span;
        _began = Stopwatch.GetTimestamp();
    }

    /// <summary>A step begins.</summary>
    internal static QueryStage Begin(string name, QueryWatches watches) => new(name, watches, Spans.Source.StartActivity($"search {name}"));

    /// <summary>The search of one wording begins.</summary>
    internal static QueryStage BeginSearch(SearchRequest request, QueryWatches watches) =>
        new(Total, watches, Spans.Retrieval(request.Collection.Name, request.Options.Results.Wanted));

    /// <inheritdoc/>
    public void Dispose()
    {
        _watches.StageEnded(_name, Stopwatch.GetElapsedTime(_began));
        _span?.Dispose();
    }
}
