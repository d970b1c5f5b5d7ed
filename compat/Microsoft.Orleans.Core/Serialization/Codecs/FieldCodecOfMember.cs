using System.Reflection.Emit;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Wire;

/// <summary>Writes and reads one member. Its access is emitted: fields may be private and readonly.</summary>
internal sealed class FieldCodec<TObject, TMember> : FieldCodec<TObject>
{
    private readonly Getter _get;
    private readonly Setter _set;

    public FieldCodec(SerializedMember member)
        : base(member.Id)
    {
        _get = EmitGetter(member);
        _set = EmitSetter(member);
    }

    private delegate TMember Getter(ref TObject source);

    private delegate void Setter(ref TObject target, TMember value);

    public override void Write(WireWriter writer, ref TObject source) => Declared<TMember>.Codec.Write(writer, Id, _get(ref source));

    public override void Read(WireReader reader, in WireTag tag, ref TObject target) =>
        _set(ref target, Declared<TMember>.Codec.Read(reader, tag));

    private static Getter EmitGetter(SerializedMember member)
    {
        DynamicMethod method = new(
            $"get {member.Name}",
            typeof(TMember),
            [typeof(TObject).MakeByRefType()],
            typeof(FieldCodec<,>).Module,
            true
        );
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        if (!typeof(TObject).IsValueType)
            il.Emit(OpCodes.Ldind_Ref);
        if (member.Field is not null)
            il.Emit(OpCodes.Ldfld, member.Field);
        else
            il.Emit(OpCodes.Call, member.Getter!);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Getter>();
    }

    private static Setter EmitSetter(SerializedMember member)
    {
        DynamicMethod method = new(
            $"set {member.Name}",
            null,
            [typeof(TObject).MakeByRefType(), typeof(TMember)],
            typeof(FieldCodec<,>).Module,
            true
        );
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        if (!typeof(TObject).IsValueType)
            il.Emit(OpCodes.Ldind_Ref);
        il.Emit(OpCodes.Ldarg_1);
        if (member.Field is not null)
            il.Emit(OpCodes.Stfld, member.Field);
        else
            il.Emit(OpCodes.Call, member.Setter!);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Setter>();
    }
}
