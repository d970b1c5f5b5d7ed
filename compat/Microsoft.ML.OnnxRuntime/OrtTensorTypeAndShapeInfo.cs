using Microsoft.ML.OnnxRuntime.Interop;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Element type and shape of a tensor, copied out of the native object.</summary>
public struct OrtTensorTypeAndShapeInfo
{
    internal OrtTensorTypeAndShapeInfo(nint handle)
    {
        ElementDataType = (TensorElementType)OrtApi.GetInt32(OrtFunction.GetTensorElementType, handle);
        Shape = Dimensions(handle);
        SymbolicDimensions = Symbols(handle, Shape.Length);
        // Of a model's input some dimensions are not known yet, and then the library's count has no meaning.
        ElementCount = Array.TrueForAll(Shape, dimension => dimension >= 0)
            ? OrtApi.Get(OrtFunction.GetTensorShapeElementCount, handle)
            : 0;
    }

    public TensorElementType ElementDataType { get; }

    public readonly bool IsString => ElementDataType == TensorElementType.String;

    public long ElementCount { get; }

    public readonly int DimensionsCount => Shape.Length;

    public string[] SymbolicDimensions { get; }

    public long[] Shape { get; }

    private static unsafe long[] Dimensions(nint handle)
    {
        long[] shape = new long[OrtApi.Get(OrtFunction.GetDimensionsCount, handle)];
        fixed (long* values = shape)
        {
            OrtApi.Verify(
                ((delegate* unmanaged<nint, long*, nuint, nint>)OrtApi.Function(OrtFunction.GetDimensions))(
                    handle,
                    values,
                    (nuint)shape.Length
                )
            );
        }

        return shape;
    }

    private static unsafe string[] Symbols(nint handle, int count)
    {
        nint[] pointers = new nint[count];
        fixed (nint* values = pointers)
        {
            OrtApi.Verify(
                ((delegate* unmanaged<nint, nint*, nuint, nint>)OrtApi.Function(OrtFunction.GetSymbolicDimensions))(
                    handle,
                    values,
                    (nuint)count
                )
            );
        }

        return Array.ConvertAll(pointers, pointer => System.Runtime.InteropServices.Marshal.PtrToStringUTF8(pointer) ?? string.Empty);
    }
}
