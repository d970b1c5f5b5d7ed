namespace Microsoft.ML.OnnxRuntime.Tensors;

/// <summary>Which .NET type an element type is.</summary>
internal static class ElementTypes
{
    public static TensorElementType Of(Type type) =>
        Type.GetTypeCode(type) switch
        {
            TypeCode.Single => TensorElementType.Float,
            TypeCode.Byte => TensorElementType.UInt8,
            TypeCode.SByte => TensorElementType.Int8,
            TypeCode.UInt16 => TensorElementType.UInt16,
            TypeCode.Int16 => TensorElementType.Int16,
            TypeCode.Int32 => TensorElementType.Int32,
            TypeCode.Int64 => TensorElementType.Int64,
            TypeCode.Boolean => TensorElementType.Bool,
            TypeCode.Double => TensorElementType.Double,
            TypeCode.UInt32 => TensorElementType.UInt32,
            TypeCode.UInt64 => TensorElementType.UInt64,
            _ => throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Tensor of type: {type} is not supported"),
        };

    public static (Type Type, int SizeBytes) Describe(TensorElementType type) =>
        type switch
        {
            TensorElementType.Float => (typeof(float), 4),
            TensorElementType.UInt8 => (typeof(byte), 1),
            TensorElementType.Int8 => (typeof(sbyte), 1),
            TensorElementType.UInt16 => (typeof(ushort), 2),
            TensorElementType.Int16 => (typeof(short), 2),
            TensorElementType.Int32 => (typeof(int), 4),
            TensorElementType.Int64 => (typeof(long), 8),
            TensorElementType.Bool => (typeof(bool), 1),
            TensorElementType.Double => (typeof(double), 8),
            TensorElementType.UInt32 => (typeof(uint), 4),
            TensorElementType.UInt64 => (typeof(ulong), 8),
            TensorElementType.String => (typeof(string), 0),
            _ => throw new NotSupportedException($"Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.{type} is not covered here."),
        };
}
