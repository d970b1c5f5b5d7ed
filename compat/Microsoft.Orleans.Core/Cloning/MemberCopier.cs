using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Orleans.Serialization.Cloning;

/// <summary>For types marked [GenerateSerializer]: a new object, into which the numbered members are copied.</summary>
internal sealed class MemberCopier : TypeCopier
{
    private static readonly MethodInfo CopyMethod = typeof(CopyContext).GetMethod(
        nameof(CopyContext.Copy),
        BindingFlags.Instance | BindingFlags.NonPublic
    )!;

    private static readonly MethodInfo CopyImmutableMethod = typeof(CopyContext).GetMethod(
        nameof(CopyContext.CopyImmutable),
        BindingFlags.Instance | BindingFlags.NonPublic
    )!;

    private readonly Action<object, object, CopyContext>[] _copyMembers;
    private readonly Func<object> _create;
    private readonly bool _isValueType;

    public MemberCopier(Type type)
    {
        _isValueType = type.IsValueType;
        _create = Creator(type);
        _copyMembers = [.. SerializedMembers.Of(type).Select(m => Compile(type, m))];
    }

    public override bool IsShallow(CopyMode mode) => false;

    public override object Copy(object value, CopyContext context)
    {
        if (!_isValueType && context.TryGetCopy(value, out object? known))
            return known;
        object copy = _create();
        if (!_isValueType)
            context.Record(value, copy);
        CopyMembers(value, copy, context);
        return copy;
    }

    public void CopyMembers(object source, object copy, CopyContext context)
    {
        foreach (Action<object, object, CopyContext> copyMember in _copyMembers)
            copyMember(source, copy, context);
    }

    // A type without an accessible parameterless constructor is made without running any, as officially.
    internal static Func<object> Creator(Type type)
    {
        ConstructorInfo? constructor = type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []);
        return type.IsValueType || constructor is null || constructor.IsPrivate
            ? () => RuntimeHelpers.GetUninitializedObject(type)
            : Expression.Lambda<Func<object>>(Expression.New(constructor)).Compile();
    }

    // Emitted, not reflected: fields may be readonly, and this runs for every member of every argument.
    private static Action<object, object, CopyContext> Compile(Type type, SerializedMember member)
    {
        DynamicMethod method = new(
            $"copy {type.Name}.{member.Name}",
            null,
            [typeof(object), typeof(object), typeof(CopyContext)],
            typeof(MemberCopier),
            true
        );
        ILGenerator il = method.GetILGenerator();
        OpCode unwrap = type.IsValueType ? OpCodes.Unbox : OpCodes.Castclass;
        MethodInfo copy = (member.IsImmutable ? CopyImmutableMethod : CopyMethod).MakeGenericMethod(member.Type);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(unwrap, type);
        if (!CopierTable.IsAlwaysShallow(member.Type))
            il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(unwrap, type);
        if (member.Field is not null)
            il.Emit(OpCodes.Ldfld, member.Field);
        else
            il.Emit(OpCodes.Call, member.Getter!);
        if (!CopierTable.IsAlwaysShallow(member.Type))
            il.Emit(OpCodes.Call, copy);
        if (member.Field is not null)
            il.Emit(OpCodes.Stfld, member.Field);
        else
            il.Emit(OpCodes.Call, member.Setter!);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Action<object, object, CopyContext>>();
    }
}
