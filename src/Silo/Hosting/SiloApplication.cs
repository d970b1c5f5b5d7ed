using System.Net;
using System.Net.Sockets;
using RagCluster.Api;
using RagCluster.Grains;
using RagCluster.Silo.Health;

namespace RagCluster.Silo.Hosting;

/// <summary>Puts one node together: HTTP interface, grains, store, models.</summary>
internal static class SiloApplication
{
    private const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>Builds the application from settings file, environment (<c>RAG__Section__Key</c>) and command line, each over the one before.</summary>
    internal static async Task<WebApplication> BuildAsync(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddEnvironmentVariables("RAG__").AddCommandLine(args);
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(DefaultUrl);
        if (builder.Configuration["LOG_LEVEL"] is { Length: > 0 } level)
            builder.Configuration["Logging:LogLevel:Default"] = level;
        builder.Services.AddSingleton(TimeProvider.System);
        await builder.Services.AddRagStorageAsync(builder.Configuration);
        builder.Services.AddRagInference(builder.Configuration);
        builder.Services.AddRagReading();
        builder.Services.AddRagAnswers(builder.Configuration);
        builder.Services.AddRagGrains();
        builder.Services.AddRagApi();
        builder.Services.AddHealthChecks().AddCheck<StoreHealthCheck>("store", tags: ["ready"]);
        builder.UseOrleans(ConfigureSilo);
        // After the silo: hosted services start in this order and stop in the reverse one, and the sweep calls grains.
        builder.Services.AddHostedService<PendingSweep>();
        WebApplication app = builder.Build();
        app.MapRag();
        return app;
    }

    // One silo needs no fixed ports; free ones let several servers run on one machine.
    private static void ConfigureSilo(ISiloBuilder silo) =>
        silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: FreePort());

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
