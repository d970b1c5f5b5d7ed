using RagCluster.Corpus.Metadata;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Query.Finding;

/// <summary>
/// Narrows a query to the documents that grant access to names which the caller sends. It narrows what the caller may see
/// (<see cref="ScopeOptions.View"/>) and never widens it.
/// </summary>
internal static class AccessFilter
{
    /// <summary>The caller's filter, and the access scope on top of it.</summary>
    internal static MetadataFilter? Of(ScopeOptions scope)
    {
        if (scope.AccessScope is not { } names)
            return scope.Filters;
        ComparisonFilter readable = new(SearchRequest.AccessKey, ComparisonOperator.In, [.. names.Select(MetadataValue.Of)]);
        return scope.Filters is { } filter ? new AllFilter([readable, filter]) : readable;
    }
}
