using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using RagCluster.Grains.Inference;
using RagCluster.Grounding;
using RagCluster.Inference;
using RagCluster.Inference.Models;
using RagCluster.Storage;
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
        siloBuilder.Services.AddSingleton<IDocumentStore>(_ => GrainCluster.TakeStore(folder));
        siloBuilder.Services.AddSingleton(new InferenceOptions { Device = "cpu", Threads = 1 });
        siloBuilder.Services.AddSingleton(new InstalledModels(Path.Combine(AppContext.BaseDirectory, "models"), Path.Combine(folder, "models")));
        siloBuilder.Services.AddSingleton(_ => new ModelDownloader(new HttpClient()));
        siloBuilder.Services.AddSingleton<IDocumentReader>(new DocumentReader(null, null));
        siloBuilder.Services.AddSingleton<ITokenCounter>(ApproximateTokenCounter.Instance);
        siloBuilder.Services.AddSingleton<StructureChunker>();
        siloBuilder.Services.AddSingleton(new GroundingOptions());
        siloBuilder.Services.AddRagGrains();
    }
}
