using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Query;

namespace RagCluster.Grains;

/// <summary>Registers what the grains need beside the store, the models, the reader and the clock.</summary>
public static class RagGrains
{
    /// <summary>Adds the services.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddRagGrains(this IServiceCollection services)
    {
        services.AddOptions<IngestOptions>().BindConfiguration(IngestOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<IngestOptions>, IngestOptionsValidator>();
        services.AddSingleton<DocumentIndexer>();
        services.AddSingleton<EmbedderSource>();
        services.AddSingleton<Retrieval>();
        services.AddSingleton<Answering>();
        return services;
    }
}
