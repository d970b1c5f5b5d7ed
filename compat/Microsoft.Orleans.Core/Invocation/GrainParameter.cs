using System.Linq.Expressions;
using System.Reflection;
using Orleans.Serialization.Cloning;

namespace Orleans.Runtime;

/// <summary>One parameter of a grain method.</summary>
internal sealed class GrainParameter
{
    private readonly Lazy<Func<object, CopyContext, object>> _copy;
    private readonly Lazy<Func<object, CopyContext, object>> _copyImmutable;

    public GrainParameter(ParameterInfo parameter)
    {
        Type = parameter.ParameterType;
        IsImmutable = parameter.IsDefined(typeof(ImmutableAttribute), false);
        _copy = new(() => Compile(nameof(CopyContext.Copy)));
        _copyImmutable = new(() => Compile(nameof(CopyContext.CopyImmutable)));
    }

    public Type Type { get; }

    public bool IsImmutable { get; }

    public object Copy(object value, CopyContext context) => _copy.Value(value, context);

    public object CopyImmutable(object value, CopyContext context) => _copyImmutable.Value(value, context);

    // The declared type matters: a value of an unknown type is copied into a list where an interface of lists is declared.
    private Func<object, CopyContext, object> Compile(string name)
    {
        var value = Expression.Parameter(typeof(object));
        var context = Expression.Parameter(typeof(CopyContext));
        var method = typeof(CopyContext).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(Type);
        var call = Expression.Call(context, method, Expression.Convert(value, Type));
        return Expression.Lambda<Func<object, CopyContext, object>>(Expression.Convert(call, typeof(object)), value, context).Compile();
    }
}
