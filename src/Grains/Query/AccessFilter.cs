using RagCluster.Corpus.Metadata;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Query;

/// <summary>Which documents a query may see at all, applied where other filters are: inside the shards, before anything is ranked.</summary>
internal static class AccessFilter
{
    /// <summary>The request's filter, and its access scope on top of it.</summary>
    internal static MetadataFilter? Of(SearchRequest request)
    {
        if (request.AccessScope is not { } names)
            return request.Filter;
        ComparisonFilter readable = new(SearchRequest.AccessKey, ComparisonOperator.In, [.. names.Select(MetadataValue.Of)]);
        return request.Filter is { } filter ? new AllFilter([readable, filter]) : readable;
    }
}
