using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Type and shape of a model's input or output.</summary>
public class NodeMetadata
{
    private readonly OrtTensorTypeAndShapeInfo? _tensor;

    internal NodeMetadata(OnnxValueType onnxValueType, OrtTensorTypeAndShapeInfo? tensor)
    {
        OnnxValueType = onnxValueType;
        _tensor = tensor;
    }

    public OnnxValueType OnnxValueType { get; }

    public bool IsTensor => OnnxValueType is OnnxValueType.ONNX_TYPE_TENSOR or OnnxValueType.ONNX_TYPE_SPARSETENSOR;

    /// <summary>The dimensions; −1 where the model leaves one open.</summary>
    public int[] Dimensions => Array.ConvertAll(Tensor.Shape, dimension => (int)dimension);

    public string[] SymbolicDimensions => Tensor.SymbolicDimensions;

    public Type ElementType => ElementTypes.Describe(Tensor.ElementDataType).Type;

    public TensorElementType ElementDataType => Tensor.ElementDataType;

    public bool IsString => Tensor.IsString;

    private OrtTensorTypeAndShapeInfo Tensor =>
        _tensor ?? throw new OnnxRuntimeException(ErrorCode.Fail, "OnnxValueType must either be a tensor or sparse tensor");
}
