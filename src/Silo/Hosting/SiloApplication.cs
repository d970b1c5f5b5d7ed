using System.Net;
using RagCluster.Api;
using RagCluster.Api.Auditing;
using RagCluster.Grains;
using RagCluster.Grains.Shards;
using RagCluster.Silo.Access;
using RagCluster.Silo.Backups;
using RagCluster.Silo.Clustering;
using RagCluster.Silo.GrainState;
using RagCluster.Silo.Health;
using RagCluster.Silo.Lifecycle;
using RagCluster.Silo.Logging;
using RagCluster.Silo.Storage;
using RagCluster.Silo.Tracing;
using RagCluster.Storage;

namespace RagCluster.Silo.Hosting;

/// <summary>Puts one node together: HTTP interface, grains, store, models.</summary>
internal static class SiloApplication
{
    /// <summary>
    /// Builds the application from settings file, environment (<c>RAG__Section__Key</c>) and command line, each over the one before.
    /// </summary>
    internal static async Task<WebApplication> BuildAsync(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Configuration.AddRagSettings(args);
        return await BuildAsync(builder);
    }

    /// <summary>Builds the application from what a builder is configured with.</summary>
    internal static async Task<WebApplication> BuildAsync(WebApplicationBuilder builder)
    {
        ListeningAddresses.Choose(builder);
        LogSettings.Apply(builder);
        builder.Services.AddSingleton(TimeProvider.System);
        StoreSettings store = StoreSettings.Read(builder.Configuration);
        ClusterSettings cluster = ClusterSettings.Read(builder.Configuration, store);
        GrainStateSettings grainState = GrainStateSettings.Read(builder.Configuration, store);
        IPAddress advertised = await cluster.AdvertisedAddressAsync(CancellationToken.None);
        await builder.Services.AddRagStorageAsync(store);
        builder.Services.AddRagInference(builder.Configuration, store);
        builder.Services.AddRagReading();
        builder.Services.AddRagAnswers(builder.Configuration);
        builder.Services.AddRagGrains();
        builder.Services.PostConfigure<ShardFilesOptions>(options => options.Folder ??= store.ShardsFolder);
        if (cluster.IsShared)
            builder.Configuration.AddSharedDefaults();
        builder.Services.AddRagApi();
        // Other silos and their operators know this one by it.
        builder.Services.PostConfigure<ApiOptions>(options =>
            options.AllowedHosts = string.Join(',', options.AllowedHosts, cluster.AdvertisedHost)
        );
        TracingSettings tracing = TracingSettings.Read(builder.Configuration);
        builder.Services.AddRagTracing(tracing);
        builder.Services.AddRagLifecycle(builder.Configuration, store.DataFolder, cluster);
        builder.Services.AddHealth(store);
        // Before the silo, since its start waits until it has joined, and these may have to help it.
        if (cluster.IsShared)
            builder.Services.AddPeerWatch();
        builder.UseOrleans(silo =>
        {
            silo.UseRagCluster(cluster, advertised)
                .UseRagTraits(builder.Configuration)
                .ShedActivations()
                .GuardAgainstClockSteps()
                .AddGrainState(grainState, store)
                .UseRagTracing(tracing);
#if ORLEANS_DASHBOARD
            silo.AddDashboardPage();
#endif
        });
        // After the silo: hosted services stop in the reverse order of these lines, and these call grains.
        builder.Services.AddRagAudit();
        builder.Services.AddHostedService<FirstAdminKey>();
        builder.Services.AddHostedService<PendingSweep>();
        builder.Services.AddHostedService<LoadReports>();
        builder.Services.AddHostedService<ModelWarmUp>();
        builder.Services.AddBackups(store.DataFolder, builder.Configuration);
        builder.Services.AddHostedService<NativeMemoryTrim>();
        WebApplication app = builder.Build();
        KnownSettings.WarnOfUnknown(app.Logger);
        app.MapRag();
#if ORLEANS_DASHBOARD
        app.MapDashboardPage();
#endif
        return app;
    }

    private static void AddRagSettings(this ConfigurationManager configuration, string[] args)
    {
        configuration.AddEnvironmentVariables("RAG__").AddCommandLine(args);
        configuration.RefuseMisspeltGuards();
        configuration.AddEarlierNames();
        configuration.AddSecretFiles();
    }

    private static void AddHealth(this IServiceCollection services, StoreSettings store)
    {
        IHealthChecksBuilder checks = services
            .AddHealthChecks()
            .AddCheck<DamageHealthCheck>("damage", tags: ["ready"])
            .AddCheck<LogShippingHealthCheck>("log_shipping", tags: ["ready"])
            .AddRecent("store", provider => new StoreHealthCheck(provider.GetRequiredService<IDocumentStore>()))
            .AddRecent(
                "disk",
                provider => new DiskHealthCheck(provider.GetRequiredService<IDocumentStore>(), store.DataFolder, store.DiskShareMax)
            );
        if (store.Encryption.IsSet)
            checks.AddCheck<EncryptionHealthCheck>("encryption");
    }

    // Several silos share the work only where there are shards to share, and outlive one only with a second replica.
    private static void AddSharedDefaults(this ConfigurationManager configuration)
    {
        configuration["Api:ShardsDefault"] ??= "4";
        configuration["Api:ReplicasDefault"] ??= "2";
    }
}
