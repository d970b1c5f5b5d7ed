using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Collections;
using RagCluster.Grains.Experiments;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Operations;
using RagCluster.Grains.Placement;
using RagCluster.Grains.Planning;
using RagCluster.Grains.Query;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;
using RagCluster.Grains.Topology;
using RagCluster.Grains.Tuning;
using RagCluster.Inference;
using RagCluster.Planning.Failures;

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
        services.AddSingleton<ChunkEmbedder>();
        services.AddSingleton<StepBreakers>();
        services.AddSingleton<DocumentIndexer>();
        services.AddOptions<ModelChangeOptions>().BindConfiguration(ModelChangeOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelChangeOptions>, ModelChangeOptionsValidator>();
        services.AddSingleton<ReembeddedShards>();
        services.AddSingleton<ModelChangeSteps>();
        services.AddSingleton<IMetricSource, ModelChangeMetrics>();
        services.AddSingleton(p =>
            InferenceReports.Runtime(
                p.GetRequiredService<InferenceOptions>(),
                p.GetRequiredService<TimeProvider>(),
                p.GetRequiredService<ILogger<InferenceRuntime>>()
            )
        );
        services.AddSingleton<IMetricSource, InferenceMetrics>();
        services.AddSingleton<ModelSource>();
        services.AddSingleton<ModelSilos>();
        services.AddSingleton<Rerankers>();
        services.AddSingleton<Embedders>();
        services.AddOptions<QueryOptions>().BindConfiguration(QueryOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<QueryOptions>, QueryOptionsValidator>();
        services.AddOptions<SiloTraits>().BindConfiguration(SiloTraits.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SiloTraits>, SiloTraitsValidator>();
        services.AddPlacementDirector<PinnedPlacement, PinnedPlacementDirector>();
        services.AddSingleton<IClusterView, ClusterView>();
        services.AddSingleton<LocalReplicas>();
        services.AddOptions<ShardFilesOptions>().BindConfiguration(ShardFilesOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ShardFilesOptions>, ShardFilesOptionsValidator>();
        services.AddSingleton<ShardFiles>();
        services.AddHostedService<SnapshotCheck>();
        // By factory, because what is public here is made of parts that are not.
        services.AddSingleton(p => new HandOver(
            p.GetRequiredService<IGrainFactory>(),
            p.GetRequiredService<LocalReplicas>(),
            p.GetRequiredService<IClusterView>(),
            p.GetRequiredService<IOptions<SiloTraits>>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<HandOver>>()
        ));
        services.AddOptions<ScalingOptions>().BindConfiguration(ScalingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScalingOptions>, ScalingOptionsValidator>();
        services.AddSingleton(p => new LoadMeter(p.GetRequiredService<TimeProvider>(), p.GetRequiredService<IClusterView>()));
        services.AddSingleton<ShardMapArchive>();
        services.AddSingleton<ShardMaps>();
        services.AddSingleton<ShardFollowers>();
        services.AddSingleton<ShardWriters>();
        services.AddSingleton<HedgeTuning>();
        services.AddSingleton<ITunedKnob>(provider => provider.GetRequiredService<HedgeTuning>());
        services.AddSingleton<QueryWaitTuning>();
        services.AddSingleton<ITunedKnob>(provider => provider.GetRequiredService<QueryWaitTuning>());
        services.AddSingleton<SearchEffortTuning>();
        services.AddSingleton<IKnobSource>(provider => provider.GetRequiredService<SearchEffortTuning>());
        services.AddSingleton<ReplicaAttempts>();
        services.AddSingleton<ShardRouter>();
        services.AddSingleton<StatisticsSource>();
        services.AddSingleton<FailurePatterns>();
        services.AddSingleton<ChatModel>();
        services.AddQueries();
        services.AddSingleton<CallLedger>();
        services.AddSingleton<SiloSampler>();
        services.AddHostedService(provider => provider.GetRequiredService<SiloSampler>());
        services.AddSingleton<IIncomingGrainCallFilter, ActivationLog>();
        services.AddSingleton<IIncomingGrainCallFilter, CallCountingFilter>();
        services.AddSingleton<IIncomingGrainCallFilter, ForeignErrorFilter>();
        services.AddHostedService<MembershipWatch>();
        services.AddSingleton<IMetricSource, SiloMetrics>();
        return services;
    }

    private static void AddQueries(this IServiceCollection services)
    {
        services.AddSingleton<ShardFanOut>();
        services.AddSingleton<PassageReranker>();
        services.AddSingleton<Retrieval>();
        services.AddSingleton<QuestionSearch>();
        services.AddSingleton<Answering>();
        services.AddCaching();
        services.AddTaskPlanner();
        services.AddExperiments();
    }

    private static void AddCaching(this IServiceCollection services)
    {
        services.AddOptions<CacheOptions>().BindConfiguration(CacheOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CacheOptions>, CacheOptionsValidator>();
        services.AddSingleton<ShardPositions>();
        services.AddSingleton<AnswerRevision>();
        services.AddSingleton<QueryKeys>();
        services.AddSingleton<CachePartitions>();
        services.AddSingleton<SemanticTier>();
        services.AddSingleton<CacheWindows>();
        services.AddSingleton<IKnobSource>(provider => provider.GetRequiredService<CacheWindows>());
        services.AddSingleton<CacheTiers>();
        services.AddSingleton<QueryEmbeddings>();
        services.AddSingleton<SemanticHits>();
        services.AddSingleton<QueryHistory>();
        services.AddSingleton<QueriesUnderWay>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, WarmTierHandDown>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, CacheWarming>();
        services.AddSingleton<IMetricSource, CacheMetrics>();
        services.AddSingleton<CachedQueries>();
    }

    private static void AddExperiments(this IServiceCollection services)
    {
        services.AddSingleton<RunningExperiments>();
        services.AddSingleton<OutcomeReports>();
        services.AddSingleton<ExperimentedQueries>();
        services.AddSingleton<IMetricSource, ExperimentMetrics>();
    }

    /// <summary>
    /// Adds the watches over the connections between silos: one declares a silo dead whose process has ended, one ends this silo when it is cut
    /// off from one that others reach. For processes of their own.
    /// </summary>
    /// <param name="services">The silo's services.</param>
    public static IServiceCollection AddPeerWatch(this IServiceCollection services) =>
        services.AddSingleton<SiloPeers>().AddHostedService<RefusalWatch>().AddHostedService<PeerWatch>();
}
