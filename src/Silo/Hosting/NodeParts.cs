using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using RagCluster.Api.Operations;
using RagCluster.Grains;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Settings;
using RagCluster.Grounding;
using RagCluster.Inference;
using RagCluster.Inference.Installing;
using RagCluster.Silo.Chat;
using RagCluster.Silo.Storage;
using RagCluster.Storage;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Silo.Hosting;

/// <summary>Registers the parts that a node is made of, from their sections of the settings.</summary>
internal static class NodeParts
{
    /// <summary>Opens the store, so that a node that can't keep anything does not start.</summary>
    internal static async Task AddRagStorageAsync(this IServiceCollection services, StoreSettings settings)
    {
        RelationalDocumentStore store = await settings.OpenAsync(TimeProvider.System, CancellationToken.None);
        // By factory, so that the container closes the store when the host ends.
        services.AddSingleton<IDocumentStore>(_ => store);
        services.AddSingleton<IRowSource>(_ => store);
        services.AddSingleton(store.ChangeLog);
        services.AddSingleton(store.Imports);
        services.AddSingleton(store.KeyValues);
        services.AddSingleton(store.ColdCache);
        services.AddSingleton(store.Epochs);
        services.AddSingleton(store.Encryption);
        services.AddSingleton(store.Encryption.FileKeys);
        services.AddSingleton<RewritingState>();
        services.AddHostedService<StoreRewriting>();
    }

    /// <summary>Adds the models that come with the product and those of the data folder.</summary>
    internal static void AddRagInference(this IServiceCollection services, IConfiguration configuration, StoreSettings store)
    {
        InferenceOptions options = configuration.GetSection("Inference").Get<InferenceOptions>() ?? new();
        options.Validate();
        string builtIn = configuration["Models:Folder"] ?? Path.Combine(AppContext.BaseDirectory, "models");
        services.AddSingleton(options);
        // Read at once, so that a malformed registry stops the start and not the first question.
        services.AddSingleton(new InstalledModels(builtIn, Path.Combine(store.DataFolder, "models")));
        // A model is hundreds of megabytes: the caller's token ends a download, not a timeout.
        services.AddSingleton(_ => new ModelDownloader(new HttpClient { Timeout = Timeout.InfiniteTimeSpan }));
    }

    /// <summary>Adds answers, and the chat model that writes them when one is configured.</summary>
    internal static void AddRagAnswers(this IServiceCollection services, IConfiguration configuration)
    {
        GroundingOptions options = configuration.GetSection("Grounding").Get<GroundingOptions>() ?? new();
        options.Validate();
        services.AddSingleton(options);
        services.AddChecked<ChatSettings>(ChatSettings.Section, options => options.Validate());
        if (!string.IsNullOrEmpty(configuration["Chat:Endpoint"]))
        {
            services.AddSingleton<IChatClient>(provider => new TracedChatClient(
                new OpenAiChatClient(
                    provider.GetRequiredService<IOptions<ChatSettings>>().Value,
                    provider.GetRequiredService<IOptions<ChatBreakerOptions>>().Value,
                    provider.GetRequiredService<TimeProvider>()
                )
            ));
            services.AddSingleton(provider => new WritingModel(
                provider.GetRequiredService<IOptions<ChatSettings>>().Value.Model,
                () => provider.ChatRestsFor()
            ));
        }

        services.AddHostedService<ChatAnnouncement>();
    }
}
