using System.Globalization;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;
using RagCluster.Client.Collections;

namespace RagCluster.Benchmarks;

/// <summary>A collection of made texts with as many chunks as are wanted.</summary>
internal static class ChunkedCollection
{
    private const int BatchDocuments = 50;
    private const int BatchesPerNote = 20;

    /// <summary>Makes the collection.</summary>
    /// <param name="server">Where.</param>
    /// <param name="name">Its name.</param>
    /// <param name="chunks">How many chunks at least.</param>
    /// <param name="known">A text besides, which a question is about.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RagClientException">A document could not be indexed.</exception>
    internal static async Task FillAsync(Uri server, string name, int chunks, string known, CancellationToken cancellationToken)
    {
        using RagClient client = new(server, null);
        NewCollection collection = new(name) { ChunkTokensMax = 64, ChunkOverlapTokens = 0 };
        await client.EnsureCollectionAsync(collection, cancellationToken);
        await AddAsync(client, name, [new { id = "known", text = known }], cancellationToken);
        for (int batch = 0; ; batch++)
        {
            long count = (await client.GetAsync<CollectionView>($"/api/v1/collections/{name}", cancellationToken)).Chunks;
            if (count >= chunks)
                return;
            if (batch % BatchesPerNote == 0)
                Report.Note(string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {chunks:N0} chunks …"));
            Corpus texts = new(batch);
            object[] documents = [.. Enumerable.Range(0, BatchDocuments).Select(_ => new { text = texts.Text() })];
            await AddAsync(client, name, documents, cancellationToken);
        }
    }

    private static async Task AddAsync(RagClient client, string name, object[] documents, CancellationToken cancellationToken)
    {
        JobView job = await client.PostAsync<JobView>($"/api/v1/collections/{name}/documents", new { documents }, cancellationToken);
        job = await client.WaitAsync(job.Id, _ => { }, cancellationToken);
        if (job.Failed > 0)
            throw new RagClientException($"{job.Failed} of {job.Total} documents could not be indexed.");
    }
}
