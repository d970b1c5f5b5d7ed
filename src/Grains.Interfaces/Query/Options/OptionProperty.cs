using System.Linq.Expressions;
using System.Reflection;

namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>One option of <see cref="SearchOptions"/>.</summary>
/// <param name="Part">The property that holds its part.</param>
/// <param name="Property">The property itself.</param>
public sealed record OptionProperty(PropertyInfo Part, PropertyInfo Property)
{
    private readonly OptionAttribute _who = Property.GetCustomAttribute<OptionAttribute>() ?? new OptionAttribute();

    // Every query's key reads all options, which reflection would make its largest part.
    private readonly Func<SearchOptions, object?> _get = Getter(Part, Property);

    /// <summary>Its name, unique among the options.</summary>
    public string Name => Property.Name;

    /// <summary>Whether it concerns one call alone.</summary>
    public bool IsOfOneCall { get; } = Part.GetCustomAttribute<OptionPartAttribute>()!.IsOfOneCall;

    /// <summary>Whether an arm of an experiment may change it.</summary>
    public bool IsForArms => _who.ForArms;

    /// <summary>Whether the server sets it and no caller can.</summary>
    public bool IsForServer => _who.ForServer;

    /// <summary>Its value.</summary>
    /// <param name="options">The options that hold it.</param>
    public object? Get(SearchOptions options) => _get(options);

    /// <summary>Sets its value in options that nobody else holds.</summary>
    /// <param name="options">The options, fresh copies of their parts.</param>
    /// <param name="value">The value.</param>
    internal void Set(SearchOptions options, object? value) => Property.SetValue(Part.GetValue(options), value);

    private static Func<SearchOptions, object?> Getter(PropertyInfo part, PropertyInfo property)
    {
        ParameterExpression options = Expression.Parameter(typeof(SearchOptions));
        UnaryExpression value = Expression.Convert(Expression.Property(Expression.Property(options, part), property), typeof(object));
        return Expression.Lambda<Func<SearchOptions, object?>>(value, options).Compile();
    }
}
