using RagCluster.Cli.Client;

namespace RagCluster.Cli.Commands;

/// <summary>Which collection is asked when the command line names none.</summary>
internal static class CollectionChoice
{
    /// <summary>The collection that is asked without a name.</summary>
    internal const string Usual = "main";

    /// <summary>
    /// The named one; without a name <c>main</c> where it has documents or nothing else has, else the only one that has some.
    /// </summary>
    /// <exception cref="RagClientException">Several have documents and <c>main</c> has none.</exception>
    internal static async Task<string> ResolveAsync(RagClient client, string? named, CancellationToken cancellationToken)
    {
        if (named is not null)
            return named;
        CollectionView[] known = await client.ListCollectionsAsync(cancellationToken);
        CollectionView[] filled = Array.FindAll(known, collection => collection.Documents > 0);
        if (filled.Length == 0 || Array.Exists(filled, collection => collection.Name == Usual))
            return Usual;
        return filled.Length == 1
            ? filled[0].Name
            : throw new RagClientException(
                $"{Usual} holds no documents; name a collection that does with --collection: "
                    + $"{string.Join(", ", filled.Select(collection => collection.Name))}."
            );
    }
}
