using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>
/// Makes the instances of one grain class: facets such as persistent state from their attributes, the rest from the services.
/// </summary>
internal sealed class GrainActivator
{
    private readonly ObjectFactory _factory;
    private readonly Func<IGrainContext, object>[] _facets;

    public GrainActivator(Type type)
    {
        ConstructorInfo[] constructors = type.GetConstructors();
        ConstructorInfo constructor =
            constructors.FirstOrDefault(c => c.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? constructors.MaxBy(c => c.GetParameters().Length)
            ?? throw new InvalidOperationException($"Grain class {type} has no public constructor.");
        ParameterInfo[] facets = constructor
            .GetParameters()
            .Where(p => p.GetCustomAttribute<PersistentStateAttribute>() is not null)
            .ToArray();
        _facets = [.. facets.Select(PersistentStateFacet.For)];
        _factory = ActivatorUtilities.CreateFactory(type, [.. facets.Select(p => p.ParameterType)]);
    }

    public object Create(IGrainContext context) => _factory(context.ActivationServices, [.. _facets.Select(make => make(context))]);
}
