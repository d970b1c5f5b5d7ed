using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>Makes what a [PersistentState] parameter asks for.</summary>
internal static class PersistentStateFacet
{
    private static readonly MethodInfo CreateMethod = typeof(IPersistentStateFactory).GetMethod(nameof(IPersistentStateFactory.Create))!;

    public static Func<IGrainContext, object> For(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new ArgumentException(
                $"Parameter '{parameter.Name}' on the constructor for '{parameter.Member.DeclaringType}' has an unsupported "
                    + $"type, '{type}'. "
                    + $"It must be an instance of generic type '{typeof(IPersistentState<>)}' because it has an associated "
                    + $"[PersistentState(...)] attribute.",
                parameter.Name
            );
        }

        PersistentStateAttribute attribute = parameter.GetCustomAttribute<PersistentStateAttribute>()!;
        PersistentStateAttribute configuration =
            attribute.StateName.Length > 0 ? attribute : new PersistentStateAttribute(parameter.Name!, attribute.StorageName);
        MethodInfo create = CreateMethod.MakeGenericMethod(type.GetGenericArguments());
        return context =>
            create.Invoke(
                context.ActivationServices.GetRequiredService<IPersistentStateFactory>(),
                BindingFlags.DoNotWrapExceptions,
                null,
                [context, configuration],
                null
            )!;
    }
}
