using RagCluster.Cli.Client;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Commands;

/// <summary>Which collection is asked when the command line names none.</summary>
internal static class CollectionChoice
{
    /// <summary>The collection that is asked without a name.</summary>
    internal const string Usual = "main";

    /// <summary>
    /// The named one; without a name <c>main</c> where it has documents, else the only one that has some, which the user is told.
    /// </summary>
    /// <exception cref="RagClientException">None has documents, or several have and <c>main</c> has not.</exception>
    internal static async Task<string> ResolveAsync(RagClient client, string? named, CancellationToken cancellationToken)
    {
        if (named is not null)
            return named;
        CollectionView[] known = await client.ListCollectionsAsync(cancellationToken);
        string[] filled = [.. known.Where(collection => collection.Documents > 0).Select(collection => collection.Name)];
        if (filled.Contains(Usual))
            return Usual;
        switch (filled)
        {
            case []:
                throw new RagClientException("No collection holds documents yet: add some with 'rag ingest FOLDER'.");
            case [var only]:
                Report.Note($"{Usual} holds no documents: {only} is asked, the only collection that does.");
                return only;
            default:
                throw new RagClientException(
                    $"{Usual} holds no documents; name a collection that does with --collection: {string.Join(", ", filled)}."
                );
        }
    }
}
