using System.Text.Json;
using RagCluster.Planning.Queries.Superposition;

namespace RagCluster.Grains.Planning.Evidence;

/// <summary>The names of the query classes in keys and in the API.</summary>
internal static class QueryClassNames
{
    private static readonly string[] Names =
    [
        .. Enum.GetValues<QueryClass>().Select(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString())),
    ];

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<string> All => Names;

    /// <summary>The name of a query's class.</summary>
    internal static string Of(string query) => Names[(int)QueryClassifier.Classify(query)];
}
