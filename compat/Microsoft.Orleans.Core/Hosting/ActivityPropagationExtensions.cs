using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Diagnostics;

namespace Orleans.Hosting;

/// <summary>Traces that follow calls from one process to another.</summary>
public static class ActivityPropagationExtensions
{
    public static ISiloBuilder AddActivityPropagation(this ISiloBuilder builder)
    {
        builder.Services.TryAddSingleton(DistributedContextPropagator.Current);
        builder.Services.AddSingleton<IOutgoingGrainCallFilter, TracingOutgoingFilter>();
        builder.Services.AddSingleton<IIncomingGrainCallFilter, TracingIncomingFilter>();
        return builder;
    }

    public static IClientBuilder AddActivityPropagation(this IClientBuilder builder)
    {
        builder.Services.TryAddSingleton(DistributedContextPropagator.Current);
        builder.Services.AddSingleton<IOutgoingGrainCallFilter, TracingOutgoingFilter>();
        return builder;
    }
}
