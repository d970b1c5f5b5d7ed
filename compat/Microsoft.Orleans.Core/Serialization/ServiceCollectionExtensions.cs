using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orleans.Serialization;

/// <summary>Adds the serializer to services.</summary>
public static class ServiceCollectionExtensions
{
    public static IServiceCollection AddSerializer(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new Serializer(provider.GetService<GrainReferenceFactory>()));
        services.TryAddSingleton(typeof(Serializer<>));
        services.TryAddSingleton(provider => new DeepCopier(provider.GetService<GrainReferenceFactory>()));
        return services;
    }
}
