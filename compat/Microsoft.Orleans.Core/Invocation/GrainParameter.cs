using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Wire;

namespace Orleans.Runtime;

/// <summary>One parameter of a grain method.</summary>
internal sealed class GrainParameter
{
    private readonly Lazy<Func<object, CopyContext, object>> _copy;
    private readonly Lazy<Func<object, CopyContext, object>> _copyImmutable;
    private readonly Lazy<Codec> _codec;
    private readonly Lazy<object?> _default;

    public GrainParameter(ParameterInfo parameter)
    {
        Type = parameter.ParameterType;
        IsImmutable = parameter.IsDefined(typeof(ImmutableAttribute), false);
        _codec = new(() => CodecTable.GetDeclared(Type));
        _default = new(() =>
            Type.IsValueType && Nullable.GetUnderlyingType(Type) is null ? RuntimeHelpers.GetUninitializedObject(Type) : null
        );
        _copy = new(() => Compile(nameof(CopyContext.Copy)));
        _copyImmutable = new(() => Compile(nameof(CopyContext.CopyImmutable)));
    }

    public Type Type { get; }

    public bool IsImmutable { get; }

    public Codec Codec => _codec.Value;

    /// <summary>What a caller means who does not know of the parameter.</summary>
    public object? Default => _default.Value;

    public object Copy(object value, CopyContext context) => _copy.Value(value, context);

    public object CopyImmutable(object value, CopyContext context) => _copyImmutable.Value(value, context);

    // The declared type matters: a value of an unknown type is copied into a list where an interface of lists is declared.
    private Func<object, CopyContext, object> Compile(string name)
    {
        ParameterExpression value = Expression.Parameter(typeof(object));
        ParameterExpression context = Expression.Parameter(typeof(CopyContext));
        MethodInfo method = typeof(CopyContext).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(Type);
        MethodCallExpression call = Expression.Call(context, method, Expression.Convert(value, Type));
        return Expression.Lambda<Func<object, CopyContext, object>>(Expression.Convert(call, typeof(object)), value, context).Compile();
    }
}
