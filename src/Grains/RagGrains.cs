using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Backup;
using RagCluster.Backup.Shipping;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Access;
using RagCluster.Grains.Backups;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Collections;
using RagCluster.Grains.Damage;
using RagCluster.Grains.Experiments;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Memory;
using RagCluster.Grains.Operations;
using RagCluster.Grains.Placement;
using RagCluster.Grains.Planning.Choosing;
using RagCluster.Grains.Planning.Records;
using RagCluster.Grains.Query;
using RagCluster.Grains.Query.Answering;
using RagCluster.Grains.Query.Asking;
using RagCluster.Grains.Query.Finding;
using RagCluster.Grains.Query.Keeping;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.QueryLogs;
using RagCluster.Grains.Settings;
using RagCluster.Grains.Shards;
using RagCluster.Grains.Topology;
using RagCluster.Grains.Tuning;
using RagCluster.Grains.Warming;
using RagCluster.Inference;
using RagCluster.Planning.Calls.Failures;
using RagCluster.Shards.Disk;
using RagCluster.Storage;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Grains;

/// <summary>Registers what the grains need beside the store, the models, the reader and the clock.</summary>
public static class RagGrains
{
    /// <summary>Adds the services.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddRagGrains(this IServiceCollection services)
    {
        services.AddChecked<IngestOptions>(IngestOptions.Section, options => options.Validate());
        services.AddSingleton<ChunkEmbedder>();
        services.AddSingleton<StepBreakers>();
        services.AddSingleton<IndexingAttempts>();
        services.AddSingleton<DocumentIndexer>();
        services.AddSingleton<DocumentView>();
        services.AddSingleton<DocumentChanges>();
        services.AddModels();
        services.AddChecked<QueryOptions>(QueryOptions.Section, options => options.Validate());
        services.AddChecked<SiloTraits>(SiloTraits.Section, options => options.Validate());
        services.AddPlacementDirector<PinnedPlacement, PinnedPlacementDirector>();
        services.AddSingleton<IClusterView, ClusterView>();
        services.AddSingleton<PeerContact>();
        services.AddSingleton<LocalReplicas>();
        services.AddSingleton<ReplicaParts>();
        services.AddSingleton<ReplicaFaults>();
        services.AddSingleton<ReadPlaces>();
        services.AddSingleton(provider => provider.GetRequiredService<IDocumentStore>().Damage);
        services.AddHostedService<DamageWatch>();
        services.AddChecked<ShardFilesOptions>(ShardFilesOptions.Section, options => options.Validate());
        services.TryAddSingleton<IFileKeys>(NoFileKeys.Instance);
        services.AddSingleton<ShardFiles>();
        services.AddHostedService<SnapshotCheck>();
        services.AddHostedService<ReplicaScrub>();
        // By factory, because what is public here is made of parts that are not.
        services.AddSingleton(p => new HandOver(
            p.GetRequiredService<IGrainFactory>(),
            p.GetRequiredService<LocalReplicas>(),
            p.GetRequiredService<IClusterView>(),
            p.GetRequiredService<IOptions<SiloTraits>>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<HandOver>>()
        ));
        services.AddChecked<ScalingOptions>(ScalingOptions.Section, options => options.ToTargets().Validate());
        services.AddSingleton(p => new LoadMeter(p.GetRequiredService<TimeProvider>(), p.GetRequiredService<IClusterView>()));
        services.AddSingleton<ShardMapArchive>();
        services.AddSingleton<AuditArchive>();
        services.AddSingleton<ReplicaStatuses>();
        services.AddSingleton<ShardMaps>();
        services.AddSingleton<ShardFollowers>();
        services.AddSingleton<ShardWriters>();
        services.AddSingleton<FailurePatterns>();
        services.AddChecked<ChatBreakerOptions>(ChatBreakerOptions.Section, options => options.Validate());
        services.AddSingleton<ChatModel>();
        services.AddQueries();
        services.AddSingleton<CallLedger>();
        services.TryAddSingleton<Uptime>();
        services.AddSingleton<SiloSampler>();
        services.AddHostedService(provider => provider.GetRequiredService<SiloSampler>());
        services.AddSingleton<IIncomingGrainCallFilter, ActivationLog>();
        services.AddSingleton<IIncomingGrainCallFilter, CallCountingFilter>();
        services.AddSingleton<IIncomingGrainCallFilter, ForeignErrorFilter>();
        services.AddSingleton<IIncomingGrainCallFilter, MissingSubjectFilter>();
        services.AddHostedService<MembershipWatch>();
        services.AddSingleton<IMetricSource, SiloMetrics>();
        services.AddSingleton<IMetricSource, BreakerMetrics>();
        services.AddMemory();
        return services.AddBackups();
    }

    private static void AddMemory(this IServiceCollection services)
    {
        services.AddChecked<MemoryOptions>(MemoryOptions.Section, options => options.Validate());
        services.AddSingleton(provider => new SiloMemory(
            provider.GetRequiredService<CacheTiers>(),
            provider.GetRequiredService<InferenceRuntime>(),
            provider.GetRequiredService<StepBreakers>(),
            provider.GetRequiredService<IOptions<MemoryOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SiloMemory>>()
        ));
    }

    private static IServiceCollection AddBackups(this IServiceCollection services)
    {
        services.AddChecked<BackupOptions>(BackupOptions.Section, options => options.Validate());
        services.AddSingleton(provider => new LogShipper(
            provider.GetRequiredService<ChangeLog>(),
            provider.GetRequiredService<IOptions<BackupOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(provider => new ClusterBackups(
            provider.GetRequiredService<IRowSource>(),
            provider.GetRequiredService<IBackupFiles>(),
            provider.GetRequiredService<IOptions<BackupOptions>>(),
            provider.GetRequiredService<LogShipper>(),
            // A webhook's answer leads nowhere else.
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }),
            provider.GetRequiredService<TimeProvider>()
        ));
        return services;
    }

    private static void AddModels(this IServiceCollection services)
    {
        services.AddChecked<ModelChangeOptions>(ModelChangeOptions.Section, options => options.Validate());
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
    }

    private static void AddQueries(this IServiceCollection services)
    {
        services.AddSingleton<QuerySteps>();
        services.AddSingleton<ReplicaAttempts>();
        services.AddSingleton<ShardRouter>();
        services.AddSingleton<StatisticsSource>();
        services.AddSingleton<ShardFanOut>();
        services.AddSingleton<PassageReranker>();
        services.AddSingleton<PassageSearch>();
        services.AddSingleton<QuestionSearch>();
        services.AddSingleton<AnswerWriter>();
        services.AddCaching();
        services.AddObservers();
    }

    // Each observer is one registration that can be left out. They change a query in this order: what comes in an arm's request is what is
    // planned.
    private static void AddObservers(this IServiceCollection services)
    {
        services.AddSingleton<QueryObservers>();
        services.AddSingleton<IQueryObserver>(provider => provider.GetRequiredService<QueriesUnderWay>());
        services.AddExperiments().AddSingleton<IQueryObserver, ExperimentObserver>();
        services.AddTaskPlanner().AddSingleton<IQueryObserver, PlannerObserver>();
        services.AddSingleton<IQueryObserver, RecordObserver>();
        services.AddSingleton<IQueryObserver>(provider => provider.GetRequiredService<QueryHistory>());
        services.AddSingleton<IQueryObserver, QueryMetrics>();
        services.AddQueryLog().AddSingleton<IQueryObserver, QueryLogObserver>();
        services.AddTuning().AddSingleton<IQueryObserver, TuningObserver>();
        services.AddSingleton<IQueryObserver, RecallProbe>();
    }

    private static IServiceCollection AddQueryLog(this IServiceCollection services)
    {
        services.AddChecked<QueryLogOptions>(QueryLogOptions.Section, options => options.Validate());
        services.AddSingleton<QueryLogArchive>();
        services.AddSingleton<QueryLogWriter>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<QueryLogWriter>());
        return services;
    }

    private static IServiceCollection AddTuning(this IServiceCollection services)
    {
        services.AddSingleton<HedgeTuning>();
        services.AddSingleton<ITunedKnob>(provider => provider.GetRequiredService<HedgeTuning>());
        services.AddSingleton<QueryWaitTuning>();
        services.AddSingleton<ITunedKnob>(provider => provider.GetRequiredService<QueryWaitTuning>());
        services.AddSingleton<SearchEffortTuning>();
        services.AddSingleton<IKnobSource>(provider => provider.GetRequiredService<SearchEffortTuning>());
        return services;
    }

    private static void AddCaching(this IServiceCollection services)
    {
        services.AddChecked<CacheOptions>(CacheOptions.Section, options => options.Validate());
        services.AddSingleton<ShardPositions>();
        services.AddSingleton<AnswerRevision>();
        services.AddSingleton<QueryKeyContent>();
        services.AddSingleton<QueryKeys>();
        services.AddSingleton<CachePartitions>();
        services.AddSingleton<SemanticTier>();
        services.AddSingleton<CacheWindows>();
        services.AddSingleton<IKnobSource>(provider => provider.GetRequiredService<CacheWindows>());
        services.AddSingleton<CacheTiers>();
        services.AddSingleton<QueryEmbeddings>();
        services.AddSingleton<AnswerCache>();
        services.AddSingleton<QueryHistory>();
        services.AddSingleton<QueriesUnderWay>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, WarmTierHandDown>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, CacheWarming>();
        services.AddSingleton<IMetricSource, CacheMetrics>();
    }

    private static IServiceCollection AddExperiments(this IServiceCollection services)
    {
        services.AddSingleton<RunningExperiments>();
        services.AddSingleton<OutcomeReports>();
        services.AddSingleton<IMetricSource, ExperimentMetrics>();
        return services;
    }

    /// <summary>How long this silo leaves its chat model alone because it failed; null while it is asked, and without one.</summary>
    /// <param name="services">The silo's services.</param>
    public static TimeSpan? ChatRestsFor(this IServiceProvider services) => services.GetRequiredService<ChatModel>().Breaker?.RestsFor;

    /// <summary>
    /// Adds the watches over the connections between silos: one declares a silo dead whose process has ended, one ends this silo when it is
    /// cut off from one that others reach. For processes of their own.
    /// </summary>
    /// <param name="services">The silo's services.</param>
    public static IServiceCollection AddPeerWatch(this IServiceCollection services) =>
        services.AddSingleton<SiloPeers>().AddHostedService<RefusalWatch>().AddHostedService<PeerWatch>();
}
