using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using RagCluster.Grains.Collections;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Shards;
using RagCluster.Grains.State;
using RagCluster.Grains.Tests.Ingest;
using RagCluster.Grounding;
using RagCluster.Inference;
using RagCluster.Inference.Installing;
using RagCluster.Storage;
using RagCluster.Storage.Sqlite;
using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Grains.Tests;

/// <summary>Gives the test silo what the real one has: a store, the built-in model, a reader.</summary>
internal sealed class SiloParts : ISiloConfigurator
{
    /// <summary>The cluster property that names the store's folder.</summary>
    internal const string DataFolder = "RagDataFolder";

    /// <inheritdoc/>
    public void Configure(ISiloBuilder siloBuilder)
    {
        string folder = siloBuilder.Configuration[DataFolder]!;
        siloBuilder.Services.AddSingleton(TimeProvider.System);
        // Given as an instance, so that no silo's container closes what the others use.
        SqliteDocumentStore store = ProductCluster.StoreIn(folder);
        siloBuilder.Services.AddSingleton<IDocumentStore>(store);
        siloBuilder.Services.AddSingleton(store.KeyValues);
        siloBuilder.Services.AddSingleton(store.ColdCache);
        siloBuilder.Services.AddSingleton(new InferenceOptions { Device = "cpu", Threads = 1 });
        siloBuilder.Services.AddSingleton(
            new InstalledModels(Path.Combine(AppContext.BaseDirectory, "models"), Path.Combine(folder, "models"))
        );
        siloBuilder.Services.AddSingleton(_ => new ModelDownloader(new HttpClient()));
        siloBuilder.Services.AddSingleton<IDocumentReader, FaultyReader>();
        siloBuilder.Services.AddSingleton<ITokenCounter>(ApproximateTokenCounter.Instance);
        siloBuilder.Services.AddSingleton<StructureChunker>();
        siloBuilder.Services.AddSingleton(new GroundingOptions());
        siloBuilder.AddRagGrainStorageAsDefault();
        siloBuilder.UseRagTraits(siloBuilder.Configuration);
        siloBuilder.AddRagGrainStorageAsDefault();
        siloBuilder.Services.AddRagGrains();
        siloBuilder.Services.Configure<IngestOptions>(options => options.RetryDelay = TimeSpan.FromMilliseconds(2));
        // Longer than a silo keeps a shard map.
        siloBuilder.Services.Configure<ModelChangeOptions>(options => options.RetirementTime = TimeSpan.FromSeconds(3));
        siloBuilder.Services.Configure<ShardFilesOptions>(options =>
        {
            options.Folder = Path.Combine(folder, "shards");
            options.SnapshotFolder = Path.Combine(folder, "snapshots");
            options.SnapshotRecords = 1;
            options.HeadRowsMax = 64;
        });
    }
}
