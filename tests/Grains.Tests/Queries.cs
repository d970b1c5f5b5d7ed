using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Tests;

/// <summary>Asks the grains as a front end does.</summary>
internal static class Queries
{
    /// <summary>A request with other options.</summary>
    internal static SearchRequest With(this SearchRequest request, params (string Option, object? Value)[] changes) =>
        request with
        {
            Options = request.Options.With(changes.Select(change => (SearchOptionList.Find(change.Option), change.Value))),
        };

    /// <summary>The passages for a question.</summary>
    internal static Task<SearchResponse> SearchAsync(this IGrainFactory grains, SearchRequest request) =>
        grains.GetGrain<IQueryGrain>(request.Collection.ToString()).SearchAsync(request, CancellationToken.None);

    /// <summary>The answer to a question.</summary>
    internal static Task<AskResponse> AskAsync(this IGrainFactory grains, SearchRequest request) =>
        grains.GetGrain<IQueryGrain>(request.Collection.ToString()).AskAsync(request, CancellationToken.None);

    /// <summary>What an answer's stream tells, in its order.</summary>
    internal static async Task<List<QueryEvent>> StreamAsync(this IGrainFactory grains, SearchRequest request)
    {
        List<QueryEvent> events = [];
        await foreach (
            QueryEvent next in grains
                .GetGrain<IAnswerStreamGrain>(Guid.NewGuid().ToString("N"))
                .StreamAsync(request, CancellationToken.None)
        )
            events.Add(next);
        return events;
    }
}
