using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Serialization.Cloning;

/// <summary>
/// Which members of a type travel: those with an [Id], the primary constructor's parameters of a record, and what the base type's are.
/// </summary>
internal static class SerializedMembers
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The members of the type and of its base types.</summary>
    /// <exception cref="CodecNotFoundException">A base type is not marked.</exception>
    public static IEnumerable<SerializedMember> Of(Type type) => Levels(type).AsEnumerable().Reverse().SelectMany(l => l);

    /// <summary>The same, kept apart, from the base type down.</summary>
    /// <exception cref="CodecNotFoundException">A base type is not marked.</exception>
    public static List<List<SerializedMember>> Levels(Type type)
    {
        List<List<SerializedMember>> levels = new();
        for (Type? level = type; level is not null && !IsEnd(level); level = level.BaseType)
        {
            if (level.GetCustomAttribute<GenerateSerializerAttribute>(false) is { } mark)
                levels.Insert(0, DeclaredBy(level, mark));
            else
                throw NotFound(type, level);
        }

        return levels;
    }

    private static bool IsEnd(Type level) =>
        level == typeof(object)
        || level == typeof(ValueType)
        || level == typeof(Enum)
        || typeof(Exception).IsAssignableFrom(level) && !IsMarked(level);

    private static bool IsMarked(Type type) => type.IsDefined(typeof(GenerateSerializerAttribute), false);

    private static CodecNotFoundException NotFound(Type type, Type level) =>
        new($"Could not find a copier for type {level}, the base type of {type}.");

    private static List<SerializedMember> DeclaredBy(Type type, GenerateSerializerAttribute mark)
    {
        ParameterInfo[] parameters = PrimaryParameters(type, mark);
        List<PropertyInfo> properties = type.GetProperties(Declared)
            .Where(p => p.GetIndexParameters().Length == 0 && !IsAbstract(p))
            .ToList();
        bool hasIds = type.GetFields(Declared).Cast<MemberInfo>().Concat(properties).Any(m => m.IsDefined(typeof(IdAttribute)));
        bool implicitly = mark.GenerateFieldIds == GenerateFieldIds.PublicProperties && !hasIds;
        List<SerializedMember> members = new();
        foreach (FieldInfo field in type.GetFields(Declared))
        {
            if (field.GetCustomAttribute<IdAttribute>() is { } id)
                members.Add(OfField(field, field.Name, id.Id, Immutable(field)));
        }

        foreach (PropertyInfo? property in properties)
        {
            ParameterInfo? parameter = parameters.FirstOrDefault(p => p.Name == property.Name && p.ParameterType == property.PropertyType);
            uint? id =
                property.GetCustomAttribute<IdAttribute>()?.Id
                ?? parameter?.GetCustomAttribute<IdAttribute>()?.Id
                ?? (uint?)parameter?.Position;
            if (id is null && implicitly && property.GetMethod is { IsPublic: true } && property.SetMethod is { IsPublic: true })
                id = StableHash.ComputeHash(System.Text.Encoding.UTF8.GetBytes(property.Name));
            if (id is { } number)
                members.Add(OfProperty(type, property, number));
        }

        return members;
    }

    private static bool IsAbstract(PropertyInfo property) => (property.GetMethod ?? property.SetMethod)!.IsAbstract;

    private static SerializedMember OfProperty(Type type, PropertyInfo property, uint id)
    {
        FieldInfo? field = type.GetField($"<{property.Name}>k__BackingField", Declared);
        if (field is not null)
            return OfField(field, property.Name, id, Immutable(property) || Immutable(field));
        return property.GetMethod is { } getter && property.SetMethod is { } setter
            ? new SerializedMember(id, property.Name, property.PropertyType, Immutable(property)) { Getter = getter, Setter = setter }
            : throw new CodecNotFoundException($"Property {type}.{property.Name} has an [Id] but neither a field behind it nor a setter.");
    }

    private static SerializedMember OfField(FieldInfo field, string name, uint id, bool immutable) =>
        new(id, name, field.FieldType, immutable) { Field = field };

    private static bool Immutable(MemberInfo member) => member.IsDefined(typeof(ImmutableAttribute), false);

    private static ParameterInfo[] PrimaryParameters(Type type, GenerateSerializerAttribute mark)
    {
        if (!(mark.PrimaryConstructorChoice ?? true))
            return [];
        return type.GetConstructors(Declared).Select(c => c.GetParameters()).FirstOrDefault(p => p.Length > 0 && p.All(IsRecordProperty))
            ?? [];

        bool IsRecordProperty(ParameterInfo parameter) =>
            type.GetProperty(parameter.Name!, Declared) is { GetMethod: { } getter } property
            && property.PropertyType == parameter.ParameterType
            && getter.IsDefined(typeof(CompilerGeneratedAttribute), false)
            && IsRecord(type);
    }

    private static bool IsRecord(Type type) =>
        type.GetMethod("<Clone>$", Declared) is not null
        || (
            type.IsValueType
            && type.GetMethod("PrintMembers", Declared) is { } print
            && print.IsDefined(typeof(CompilerGeneratedAttribute), false)
        );
}
