using System.Linq.Expressions;
using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>Compiles calls of grain methods into delegates.</summary>
internal static class MethodInvoker
{
    /// <summary>A delegate that calls the method and turns its task into a response. Throws what the method throws at once.</summary>
    public static Func<object, object?[], ValueTask<Response>> Compile(MethodInfo method)
    {
        ParameterExpression target = Expression.Parameter(typeof(object));
        ParameterExpression arguments = Expression.Parameter(typeof(object?[]));
        Expression body = Call(method, target, arguments);
        body =
            method.ReturnType == typeof(void)
                ? Expression.Block(body, Expression.Constant(new ValueTask<Response>(Response.Completed)))
                : Expression.Call(AdapterFor(method), body);
        return Expression.Lambda<Func<object, object?[], ValueTask<Response>>>(body, target, arguments).Compile();
    }

    /// <summary>A delegate that calls the method and returns what it returns.</summary>
    public static Func<object, object?[], object> CompileRaw(MethodInfo method)
    {
        ParameterExpression target = Expression.Parameter(typeof(object));
        ParameterExpression arguments = Expression.Parameter(typeof(object?[]));
        UnaryExpression body = Expression.Convert(Call(method, target, arguments), typeof(object));
        return Expression.Lambda<Func<object, object?[], object>>(body, target, arguments).Compile();
    }

    private static MethodInfo AdapterFor(MethodInfo method)
    {
        Type type = method.ReturnType;
        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        string name =
            definition == typeof(Task) ? nameof(TaskResponses.FromTask)
            : definition == typeof(Task<>) ? nameof(TaskResponses.FromTaskOf)
            : definition == typeof(ValueTask) ? nameof(TaskResponses.FromValueTask)
            : definition == typeof(ValueTask<>) ? nameof(TaskResponses.FromValueTaskOf)
            : throw new NotSupportedException($"{method.DeclaringType}.{method.Name} returns {type}, which cannot be awaited.");
        MethodInfo adapter = typeof(TaskResponses).GetMethod(name)!;
        return type.IsGenericType ? adapter.MakeGenericMethod(type.GetGenericArguments()) : adapter;
    }

    private static MethodCallExpression Call(MethodInfo method, ParameterExpression target, ParameterExpression arguments) =>
        Expression.Call(
            Expression.Convert(target, method.DeclaringType!),
            method,
            method
                .GetParameters()
                .Select((p, i) => (Expression)Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.ParameterType))
        );
}
