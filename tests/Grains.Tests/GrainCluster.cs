using System.Collections.Concurrent;
using Orleans.TestingHost;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Storage;
using RagCluster.Storage.Sqlite;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests;

/// <summary>A test cluster of one silo with the product's grains over a store in a folder of its own.</summary>
public sealed class GrainCluster : IAsyncLifetime
{
    // Opened before the silo, since the container that takes it can't wait; configurators are created by the test host, so a static is the way in.
    private static readonly ConcurrentDictionary<string, IDocumentStore> Stores = new();

    private readonly TempFolder _folder = new();
    private TestCluster? _cluster;

    /// <summary>Reaches the grains as a client outside the silo does.</summary>
    public IGrainFactory Grains => _cluster!.GrainFactory;

    /// <summary>The services inside the silo.</summary>
    internal IServiceProvider Services => ((InProcessSiloHandle)_cluster!.Primary!).ServiceProvider;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Stores[_folder.FullPath] = await SqliteDocumentStore.OpenAsync(
            new SqliteStoreOptions { DataFolder = _folder.FullPath }, TimeProvider.System, CancellationToken.None);
        TestClusterBuilder builder = new(1);
        builder.Properties[SiloParts.DataFolder] = _folder.FullPath;
        builder.AddSiloBuilderConfigurator<SiloParts>();
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.StopAllSilosAsync();
            await _cluster.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>The store that a silo's container owns from now on.</summary>
    internal static IDocumentStore TakeStore(string folder) =>
        Stores.TryRemove(folder, out IDocumentStore? store) ? store : throw new InvalidOperationException($"No store was opened in {folder}.");

    /// <summary>Creates a collection with a new name.</summary>
    internal async Task<CollectionId> NewCollectionAsync(CollectionSettings? settings = null)
    {
        CollectionId id = new(CollectionId.DefaultTenant, $"c{Guid.NewGuid():N}");
        await Grains.GetGrain<ICollectionGrain>(id.ToString()).CreateAsync(settings ?? new CollectionSettings(), CancellationToken.None);
        return id;
    }

    /// <summary>Uploads texts under their names and waits until their job is finished.</summary>
    internal async Task<Corpus.Jobs.Job> UploadAsync(CollectionId collection, params (string Name, string Text)[] texts)
    {
        UploadedDocument[] documents =
        [
            .. texts.Select(t => new UploadedDocument { Name = t.Name, Content = System.Text.Encoding.UTF8.GetBytes(t.Text) }),
        ];
        Corpus.Jobs.Job job = await Grains.GetGrain<IIntakeGrain>(collection.ToString()).AcceptAsync(documents, [], CancellationToken.None);
        await foreach (Corpus.Jobs.Job state in Grains.GetGrain<IJobGrain>(job.Id).WatchAsync(CancellationToken.None))
        {
            job = state;
        }

        return job;
    }
}
