using Microsoft.Extensions.DependencyInjection;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Planning.Learning;
using RagCluster.Grains.Planning.Records;
using RagCluster.Grains.Planning.Replaying;
using RagCluster.Grains.Query;
using RagCluster.Grains.Query.Answering;
using RagCluster.Grains.Query.Asking;
using RagCluster.Grains.Settings;
using RagCluster.Grains.Shards;

namespace RagCluster.Grains.Planning.Choosing;

/// <summary>Registers the task planner, and what explains and repeats queries without it.</summary>
internal static class PlannerParts
{
    /// <summary>Adds the services.</summary>
    internal static IServiceCollection AddTaskPlanner(this IServiceCollection services)
    {
        services.AddChecked<PlannerOptions>(PlannerOptions.Section, options => options.Validate());
        services.AddSingleton<PlanChooser>();
        services.AddSingleton<PlanReports>();
        services.AddHostedService<PlanReportSender>();
        services.AddSingleton<QueryRecords>();
        services.AddSingleton<Replays>();
        services.AddSingleton(provider => new GoldenRuns(
            provider.GetRequiredService<QuerySteps>() with
            {
                Asking = ActivatorUtilities.CreateInstance<QuestionSearch>(provider, ChatModel.None),
                Answering = ActivatorUtilities.CreateInstance<AnswerWriter>(provider, ChatModel.None),
            },
            provider.GetRequiredService<ShardMaps>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        return services;
    }
}
