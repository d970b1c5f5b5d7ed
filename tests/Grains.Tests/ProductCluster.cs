using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.TestingHost;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Storage;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests;

/// <summary>A test cluster with the product's grains over one store in a folder of its own.</summary>
public abstract class ProductCluster : IAsyncLifetime
{
    // Opened before the silos, since a container can't wait; configurators are created by the test host, so a static is the way in.
    private static readonly ConcurrentDictionary<string, SqliteDocumentStore> Stores = new();

    private readonly TempFolder _folder = new();
    private readonly short _silos;
    private TestCluster? _cluster;
    private SqliteDocumentStore? _store;

    private protected ProductCluster(short silos) => _silos = silos;

    /// <summary>Settings of the silos beside the usual ones.</summary>
    private protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <summary>Reaches the grains as a client outside the silo does.</summary>
    public IGrainFactory Grains => _cluster!.GrainFactory;

    /// <summary>Starts, stops and kills silos.</summary>
    internal TestCluster Silos => _cluster!;

    /// <summary>The store of all silos.</summary>
    internal SqliteDocumentStore Store => _store!;

    /// <summary>The store's file.</summary>
    internal string DatabaseFile => Path.Combine(_folder.FullPath, "ragcluster.db");

    /// <summary>The services inside the first silo.</summary>
    internal IServiceProvider Services => ((InProcessSiloHandle)_cluster!.Primary!).ServiceProvider;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Stores[_folder.FullPath] = _store = await SqliteDocumentStore.OpenAsync(
            new SqliteStoreOptions { DataFolder = _folder.FullPath },
            TimeProvider.System,
            CancellationToken.None
        );
        TestClusterBuilder builder = new(_silos);
        builder.Properties[SiloParts.DataFolder] = _folder.FullPath;
        // A busy machine is slow, and what is asked here is which tier has what.
        builder.Properties["Cache:LookUpMin"] = "00:00:30";
        foreach ((string name, string value) in Settings)
            builder.Properties[name] = value;
        builder.AddSiloBuilderConfigurator<SiloParts>();
        Add(builder);
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

        if (_store is not null)
            await _store.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Changes the silos' parts.</summary>
    private protected virtual void Add(TestClusterBuilder builder) { }

    /// <summary>The store that was opened in a folder.</summary>
    internal static SqliteDocumentStore StoreIn(string folder) => Stores[folder];

    /// <summary>Gives a silo the cluster's store with something before it.</summary>
    private protected static void PutBeforeStore(ISiloBuilder silo, Func<IDocumentStore, IDocumentStore> before) =>
        silo.Services.Replace(ServiceDescriptor.Singleton(before(StoreIn(silo.Configuration[SiloParts.DataFolder]!))));

    /// <summary>Creates a collection with a new name.</summary>
    internal async Task<CollectionId> NewCollectionAsync(CollectionSettings? settings = null)
    {
        CollectionId id = new(CollectionId.DefaultTenant, $"c{Guid.NewGuid():N}");
        await Grains.GetGrain<ICollectionGrain>(id.ToString()).CreateAsync(settings ?? new CollectionSettings(), CancellationToken.None);
        return id;
    }

    /// <summary>
    /// The grains as requests see them that reach the silos. Without the first secondary: tests stop that one, and with it the requests
    /// that it took itself.
    /// </summary>
    internal IEnumerable<IGrainFactory> AskingSilos() =>
        _cluster!.GetActiveSilos().Except(_cluster.SecondarySilos.Take(1)).Select(GrainsOf);

    /// <summary>The grains as a request sees them that reached a silo.</summary>
    internal static IGrainFactory GrainsOf(SiloHandle silo) =>
        ((InProcessSiloHandle)silo).ServiceProvider.GetRequiredService<IGrainFactory>();

    /// <summary>Where the replicas of a collection's shards are and how far.</summary>
    internal Task<ShardStatus[]> ReplicasAsync(CollectionId collection) =>
        Grains.GetGrain<IShardMapGrain>(collection.ToString()).ListReplicasAsync(CancellationToken.None);

    /// <summary>Uploads texts under their names and waits until their job is finished.</summary>
    internal Task<Corpus.Jobs.Job> UploadAsync(CollectionId collection, params (string Name, string Text)[] texts) =>
        UploadAsync(
            collection,
            texts.Select(t => new UploadedDocument { Name = t.Name, Content = System.Text.Encoding.UTF8.GetBytes(t.Text) })
        );

    /// <summary>Uploads documents and waits until their job is finished.</summary>
    internal async Task<Corpus.Jobs.Job> UploadAsync(CollectionId collection, IEnumerable<UploadedDocument> uploads)
    {
        UploadedDocument[] documents = [.. uploads];
        Corpus.Jobs.Job job = await Grains.GetGrain<IIntakeGrain>(collection.ToString()).AcceptAsync(documents, [], CancellationToken.None);
        await foreach (Corpus.Jobs.Job state in Grains.GetGrain<IJobGrain>(job.Id).WatchAsync(CancellationToken.None))
        {
            job = state;
        }

        return job;
    }
}
