using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Json;

/// <summary>
/// The options of a search in bodies, made from <see cref="SearchOptions"/>: the options of its parts stand beside each other, those of a
/// nested part in an object of its own. What a caller leaves out, or sends as null, stays as it is by default.
/// </summary>
internal static class SearchOptionsJson
{
    /// <summary>Puts the options into the bodies that have them; other types stay as they are.</summary>
    internal static void AddTo(JsonTypeInfo type)
    {
        if (type.Type.IsAssignableTo(typeof(IOptionsBody)))
            AddOptions(type);
        else if (type.Type.IsAssignableTo(typeof(IOverrides)))
            AddOverrides(type);
    }

    private static void AddOptions(JsonTypeInfo body)
    {
        foreach (
            IGrouping<PropertyInfo, OptionProperty> part in SearchOptionList
                .All.Where(option => !option.IsForServer)
                .GroupBy(option => option.Part)
        )
        {
            // By the contracts' own accessors, which are made once and are no reflection.
            JsonPropertyInfo holder = PropertyOf(body, typeof(SearchOptions), part.Key);
            if (IsNested(part.Key))
                Add(body, holder, part.Key, options => options);
            else
            {
                foreach (OptionProperty option in part)
                    Add(body, PropertyOf(body, part.Key.PropertyType, option.Property), option.Property, options => holder.Get!(options)!);
            }
        }
    }

    // Of an override it matters whether it was sent, so that each may be left out.
    private static void AddOverrides(JsonTypeInfo body)
    {
        bool isNested = body.Type.IsAssignableTo(typeof(INestedOverrides));
        foreach (OptionProperty option in SearchOptionList.All.Where(option => option.IsForArms && IsNested(option.Part) == isNested))
        {
            JsonPropertyInfo property = body.CreateJsonPropertyInfo(OrNull(option.Property.PropertyType), NameOf(body, option.Property));
            property.AttributeProvider = option.Property;
            property.Get = holder => ((IOverrides)holder).Values.GetValueOrDefault(option);
            property.Set = (holder, value) =>
            {
                if (value is not null)
                    ((IOverrides)holder).Values[option] = value;
            };
            body.Properties.Add(property);
        }
    }

    private static void Add(JsonTypeInfo body, JsonPropertyInfo inner, PropertyInfo described, Func<object, object> holderOf)
    {
        JsonPropertyInfo property = body.CreateJsonPropertyInfo(inner.PropertyType, inner.Name);
        property.AttributeProvider = described;
        property.Get = holder => inner.Get!(holderOf(((IOptionsBody)holder).Options));
        property.Set = (holder, value) =>
        {
            if (value is not null)
                inner.Set!(holderOf(((IOptionsBody)holder).Options), value);
        };
        if (!inner.PropertyType.IsValueType)
            property.IsSetNullable = true;
        body.Properties.Add(property);
    }

    private static JsonPropertyInfo PropertyOf(JsonTypeInfo body, Type holder, PropertyInfo property) =>
        body.Options.GetTypeInfo(holder).Properties.Single(found => found.Name == NameOf(body, property));

    private static bool IsNested(PropertyInfo part) => part.GetCustomAttribute<OptionPartAttribute>()!.IsNested;

    private static string NameOf(JsonTypeInfo body, PropertyInfo property) =>
        body.Options.PropertyNamingPolicy?.ConvertName(property.Name) ?? property.Name;

    private static Type OrNull(Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) is null ? typeof(Nullable<>).MakeGenericType(type) : type;
}
