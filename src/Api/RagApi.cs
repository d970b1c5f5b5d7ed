using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Admission;
using RagCluster.Api.Auditing;
using RagCluster.Api.Binding;
using RagCluster.Api.Collections;
using RagCluster.Api.Conditions;
using RagCluster.Api.Description;
using RagCluster.Api.Documents;
using RagCluster.Api.Experiments;
using RagCluster.Api.Inference;
using RagCluster.Api.Jobs;
using RagCluster.Api.Json;
using RagCluster.Api.Keys;
using RagCluster.Api.Limits;
using RagCluster.Api.Mcp;
using RagCluster.Api.Models;
using RagCluster.Api.Ollama;
using RagCluster.Api.OpenAi;
using RagCluster.Api.OpenAi.Files;
using RagCluster.Api.OpenAi.Responses;
using RagCluster.Api.OpenAi.VectorStores;
using RagCluster.Api.Operations;
using RagCluster.Api.Operations.Metrics;
using RagCluster.Api.Planning;
using RagCluster.Api.Queries;
using RagCluster.Api.QueryLogs;
using RagCluster.Api.Repeats;
using RagCluster.Api.Settings;
using RagCluster.Api.Subjects;
using RagCluster.Api.Tls;
using RagCluster.Api.Tuning;
using RagCluster.Api.Users;
using RagCluster.Api.Web;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Interfaces;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Api;

/// <summary>Puts the HTTP interface into a web application.</summary>
public static class RagApi
{
    // Room for a body is taken before it comes. At less than this, a hundredth of a slow line, somebody wants to keep it from others.
    private const double BodyBytesPerSecondMin = 8 << 10;
    private static readonly TimeSpan BodySlowMax = TimeSpan.FromSeconds(5);

    /// <summary>Registers what the endpoints need.</summary>
    /// <param name="services">The application's services.</param>
    public static IServiceCollection AddRagApi(this IServiceCollection services)
    {
        services.AddChecked<ApiOptions>(ApiOptions.Section, options => options.Validate());
        services
            .AddOptions<FormOptions>()
            .Configure<IOptions<ApiOptions>>(
                (form, api) =>
                {
                    form.MultipartBodyLengthLimit = api.Value.UploadBytesMax;
                    form.ValueCountLimit = api.Value.DocumentsPerRequestMax + 16;
                }
            );
        services
            .AddOptions<KestrelServerOptions>()
            .Configure<IOptions<ApiOptions>>(
                (kestrel, api) =>
                {
                    kestrel.Limits.MaxRequestBodySize = api.Value.UploadBytesMax;
                    kestrel.AddServerHeader = false;
                    kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(BodyBytesPerSecondMin, BodySlowMax);
                    kestrel.ConfigureEndpointDefaults(endpoint =>
                    {
                        AbandonedConnections.Use(endpoint);
                        RejectionPipe.Use(endpoint);
                    });
                }
            );
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<Problems>();
        services.AddProblemDetails();
        services.AddAccessControl();
        services.AddLimits();
        services.AddServerTls();
        KnownOrigins.Add(services);
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section).ValidateOnStart();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<PasswordSignIn>();
        services.AddOpenApi(options => options.DescribeInterface());
        services.AddSingleton<KnownHosts>();
        services.AddSingleton<UploadBudget>();
        services.AddSingleton<NodeState>();
        services.AddSingleton<GrainReferences<IQueryGrain>>();
        services.AddSingleton<VectorStores>();
        services.AddSingleton<OllamaServices>();
        services.AddSingleton<McpResources>();
        services.AddSingleton<McpTools>();
        services.AddSingleton<McpExchange>();
        services.AddSingleton<MetricCollector>();
        services.TryAddSingleton<Uptime>();
        // Before .NET's own, which is added where there is none.
        services.AddSingleton<HealthCheckService, DirectHealthChecks>();
        services
            .AddHealthChecks()
            .AddCheck<NodeHealthCheck>("node", tags: [HealthEndpoints.ReadyTag])
            .AddCheck<ChatHealthCheck>("chat", tags: [HealthEndpoints.ReadyTag]);
        return services;
    }

    /// <summary>Maps every endpoint: the native API, health, documentation and the page at <c>/</c>.</summary>
    /// <param name="app">The application.</param>
    public static WebApplication MapRag(this WebApplication app)
    {
        // Made now, so that it hears what happens before somebody asks for the metrics.
        app.Services.GetRequiredService<MetricCollector>();
        app.Services.GetRequiredService<Uptime>();
        UploadMeter.Begin();
        LimitMeter.Begin();
        // For the life of the process, as is the listener that tells of them.
        app.Services.GetRequiredService<DiagnosticListener>()
            .Subscribe(new RejectedRequests(), name => name == RejectedRequests.BadRequest);
        app.UseNamedProxies();
        app.UseMiddleware<RequestIds>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<RequestGate>();
        app.Use(RateLimitGate.AnswerFaultAsync);
        app.UseMiddleware<NodeGate>();
        app.UseExceptionHandler();
        app.Use(HeadRequests.AsGetAsync);
        app.Use(OllamaEndpoints.TakeAnyMediaAsync);
        app.UseStatusCodePages(context =>
            Problems.WriteAsync(context.HttpContext, Missing(context.HttpContext), context.HttpContext.RequestAborted)
        );
        // Named here, since it would stand before the gates otherwise.
        app.UseRouting();
        KnownOrigins.Use(app);
        app.UseMiddleware<AuditGate>();
        app.Use(RateLimitGate.CountAddressAsync);
        app.UseAuthentication();
        app.Use(RateLimitGate.CountCallerAsync);
        app.UseAuthorization();
        app.UseMiddleware<BodySizeGate>();
        app.UseMiddleware<CallerFlow>();
        app.Use(ConditionGate.CheckAsync);
        app.UseMiddleware<InputGate>();
        // Behind the gate that reads the body: whoever sends one slowly must hold no place meanwhile.
        app.UseMiddleware<BulkheadGate>();
        app.UseMiddleware<RepeatGate>();
        MapNative(app.MapGroup("/api/v1"));
        RouteGroupBuilder openAi = app.MapGroup("/v1");
        OpenAiModelEndpoints.Map(openAi);
        ChatEndpoints.Map(openAi);
        EmbeddingEndpoints.Map(openAi);
        RerankEndpoints.Map(openAi);
        FileEndpoints.Map(openAi);
        VectorStoreEndpoints.Map(openAi);
        ResponsesEndpoints.Map(openAi);
        OllamaEndpoints.Map(app);
        McpEndpoints.Map(app);
        HealthEndpoints.Map(app);
        MetricsEndpoints.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json").Needs(Permission.SystemAdmin);
        WebPages.Map(app);
        SignInPages.Map(app);
        return app;
    }

    private static void MapNative(RouteGroupBuilder api)
    {
        CollectionEndpoints.Map(api);
        DocumentEndpoints.Map(api);
        AclEndpoints.Map(api);
        ChunkEndpoints.Map(api);
        QueryEndpoints.Map(api);
        PlanEndpoints.Map(api);
        ExperimentEndpoints.Map(api);
        FeedbackEndpoints.Map(api);
        JobEndpoints.Map(api);
        ModelEndpoints.Map(api);
        RerankEndpoints.Map(api);
        StatusEndpoints.Map(api);
        ClusterEndpoints.Map(api);
        SystemEndpoints.Map(api);
        ScalingEndpoints.Map(api);
        TuningEndpoints.Map(api);
        KeyEndpoints.Map(api);
        BackupEndpoints.Map(api);
        RestoreEndpoints.Map(api);
        AuditEndpoints.Map(api);
        UserEndpoints.Map(api);
        SubjectEndpoints.Map(api);
        QueryLogEndpoints.Map(api);
        TokenEndpoints.Map(api);
    }

    private static Microsoft.AspNetCore.Mvc.ProblemDetails Missing(HttpContext context) =>
        context.Response.StatusCode switch
        {
            404 => Problems.With(404, "not-found", $"There is nothing at {context.Request.Path}; /docs lists every endpoint."),
            405 => Problems.With(405, "method-not-allowed", $"{context.Request.Method} is not possible at {context.Request.Path}."),
            int status => RejectedRequests.Problem(status, ""),
        };
}
