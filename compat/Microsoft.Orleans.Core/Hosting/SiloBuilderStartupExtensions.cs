using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Work done when a silo has started.</summary>
public static class SiloBuilderStartupExtensions
{
    public static ISiloBuilder AddStartupTask<TStartup>(this ISiloBuilder builder, int stage = ServiceLifecycleStage.Active)
        where TStartup : class, IStartupTask =>
        builder.AddStartupTask(
            (services, token) => ActivatorUtilities.GetServiceOrCreateInstance<TStartup>(services).Execute(token),
            stage
        );

    public static ISiloBuilder AddStartupTask(
        this ISiloBuilder builder,
        IStartupTask startupTask,
        int stage = ServiceLifecycleStage.Active
    ) => builder.AddStartupTask((_, token) => startupTask.Execute(token), stage);

    public static ISiloBuilder AddStartupTask(
        this ISiloBuilder builder,
        Func<IServiceProvider, CancellationToken, Task> startupTask,
        int stage = ServiceLifecycleStage.Active
    ) =>
        builder.ConfigureServices(services =>
            services.AddTransient<ILifecycleParticipant<ISiloLifecycle>>(provider => new StartupTask(provider, startupTask, stage))
        );
}
